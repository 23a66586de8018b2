import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;

/** Of a command with many updates: between two of them whoever else waits goes first, not after all of them. */
final class Turn {
    /** The library's locks go to whoever asks first, which is who runs: who waits needs a moment to wake up. */
    private static final long MOMENT_NANOS = 100_000;
    private static final AtomicInteger UNDER_WAY = new AtomicInteger();
    private static final ThreadLocal<Turn> OWN = new ThreadLocal<>();

    private final Lock gate;
    private boolean hasUpdated;

    private Turn(Lock gate) {
        this.gate = gate;
    }

    /** Before this thread's command takes the gate. Whether its updates stand each by itself. */
    static void begin(Lock gate, boolean isDivisible) {
        UNDER_WAY.incrementAndGet();
        if (isDivisible) {
            OWN.set(new Turn(gate));
        }
    }

    static void end() {
        OWN.remove();
        UNDER_WAY.decrementAndGet();
    }

    /** What the command has done by then may be seen, and saved, before the rest. */
    static void beforeUpdate() {
        Turn own = OWN.get();
        if (own != null) {
            own.giveWay();
        }
    }

    private void giveWay() {
        if (!hasUpdated) {
            hasUpdated = true;
            return;
        }
        gate.unlock();
        if (UNDER_WAY.get() > 1) {
            LockSupport.parkNanos(MOMENT_NANOS);
        }
        gate.lock();
    }
}
