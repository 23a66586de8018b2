import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;

/**
 * The thread that saves. Commands hold the gate shared; a save holds it alone only while it takes the root of every
 * map, and writes those to the file while the next commands run. What was done by then is saved together.
 */
class Saves extends Thread {
    private static final int MIN_LIVE_PERCENT = 60;
    /** Small and often: a save waits for the room that is being reclaimed. */
    private static final int RECLAIM_BYTES = 128 * 1024;
    private static final long RECLAIM_EVERY_MS = 100;

    final ReadWriteLock gate;
    private final MVStore store;
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private volatile boolean isSaving;
    private volatile boolean isEnding;
    private boolean isGateHeld;
    private boolean isReclaiming = true;
    private long reclaimAt = System.nanoTime();

    Saves(MVStore store) {
        this(store, new ReentrantReadWriteLock());
    }

    Saves(MVStore store, ReadWriteLock gate) {
        super("saves");
        this.store = store;
        this.gate = gate;
        setDaemon(true);
    }

    /** Whether anything that can be seen now is not in the file yet. Ask with the gate held: no save can begin then. */
    boolean isUnsaved() {
        return isSaving || store.hasUnsavedChanges();
    }

    /** Done once everything done so far is in the file, in the order in which it was asked for. */
    void afterNext(Runnable send) {
        waiting.add(send);
    }

    /** A save that failed leaves nothing to serve: what it did not write can be seen, and may never be answered. */
    @Override
    public void run() {
        try {
            while (!isEnding) {
                saveNext();
                if (isReclaiming && System.nanoTime() > reclaimAt) {
                    reclaim();
                }
            }
        } catch (Throwable fault) {
            EmbeddedMongo.halt("cannot save", fault);
        }
    }

    /** The save in progress is the last. Whoever still waits gets no answer, the only true one. */
    void end() throws InterruptedException {
        isEnding = true;
        afterNext(() -> {});
        join();
    }

    private void saveNext() throws InterruptedException {
        Runnable first = isReclaiming ? waiting.poll(RECLAIM_EVERY_MS, TimeUnit.MILLISECONDS) : waiting.take();
        if (first == null) {
            return;
        }
        List<Runnable> answers = new ArrayList<>(List.of(first));
        waiting.drainTo(answers);
        save();
        answers.forEach(Runnable::run);
        isReclaiming = true;
    }

    /** Where it fails, nothing counts as saved any more, and a gate that is shut stays so. */
    void save() {
        gate.writeLock().lock();
        isGateHeld = true;
        isSaving = true;
        store.commit();
        isSaving = false;
        openGate();
    }

    /** The store has taken the roots: what commands change from now on belongs to the next save. */
    static void rootsTaken() {
        if (Thread.currentThread() instanceof Saves saves) {
            saves.openGate();
        }
    }

    private void openGate() {
        if (isGateHeld) {
            isGateHeld = false;
            gate.writeLock().unlock();
        }
    }

    /** Each save appends to the file; without the store's own background thread nobody else reclaims the room. */
    void reclaim() {
        isReclaiming = store.compact(MIN_LIVE_PERCENT, RECLAIM_BYTES);
        if (isReclaiming) {
            save();
        }
        reclaimAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RECLAIM_EVERY_MS);
    }
}
