import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * The embedded server, telling a flight recording when it waits, saves, reclaims room and writes to its file:
 * {@code <data file> <port>}. {@code print <recording>} prints that, a line each: what, from, for how long (ns), and of a
 * command its request, how long it waited for the gate, and when it was done.
 */
public final class TimedMongo {
    private static final ThreadLocal<Command> CURRENT = new ThreadLocal<>();

    private TimedMongo() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("print")) {
            print(Path.of(args[1]));
            return;
        }
        FilePath.register(new TimedPath());
        MVStore store = EmbeddedMongo.open("timed:" + args[0]);
        Saves saves = new TimedSaves(store);
        EmbeddedMongo.serve(new TimedBackend(store, saves), saves, Integer.parseInt(args[1]));
    }

    private static void print(Path recording) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
            String name = event.getEventType().getName();
            if (!name.startsWith("timed.") && !name.equals("jdk.GCPhasePause")) {
                continue;
            }
            Instant from = event.getStartTime();
            lines.append(name).append('\t').append(from.getEpochSecond() * 1_000_000_000L + from.getNano())
                .append('\t').append(event.getDuration().toNanos());
            if (name.equals("timed.Command")) {
                lines.append('\t').append(event.getInt("request")).append('\t').append(event.getLong("gate"))
                    .append('\t').append(event.getLong("done"));
            }
            lines.append('\n');
        }
        System.out.print(lines);
    }

    /** From its receipt until its answer is on its way. */
    @Name("timed.Command")
    @StackTrace(false)
    static final class Command extends Event {
        int request;
        /** ns that it waited for the gate; ns after its receipt at which it was done. */
        long gate;
        long done;
        private final transient long received = System.nanoTime();

        long sinceReceipt() {
            return System.nanoTime() - received;
        }
    }

    @Name("timed.Save")
    @StackTrace(false)
    static final class Save extends Event {}

    @Name("timed.Reclaim")
    @StackTrace(false)
    static final class Reclaim extends Event {}

    /** How long a save waits for the gate. */
    @Name("timed.Gate")
    @StackTrace(false)
    static final class Gate extends Event {}

    @Name("timed.Write")
    @StackTrace(false)
    static final class Write extends Event {}

    private static void timed(Event event, Runnable work) {
        event.begin();
        work.run();
        event.commit();
    }

    private static final class TimedBackend extends DurableBackend {
        TimedBackend(MVStore store, Saves saves) {
            super(store, saves);
        }

        @Override
        public Document handleMessage(MongoMessage message) {
            Command command = new Command();
            command.begin();
            command.request = message.getHeader().getRequestID();
            CURRENT.set(command);
            try {
                return super.handleMessage(message);
            } finally {
                command.done = command.sinceReceipt();
            }
        }
    }

    private static final class TimedSaves extends Saves {
        TimedSaves(MVStore store) {
            super(store, new TimedGate());
        }

        @Override
        void afterNext(Runnable send) {
            Command command = CURRENT.get();
            CURRENT.remove();
            super.afterNext(command == null ? send : () -> {
                send.run();
                command.commit();
            });
        }

        @Override
        void save() {
            timed(new Save(), super::save);
        }

        @Override
        void reclaim() {
            timed(new Reclaim(), super::reclaim);
        }
    }

    private static final class TimedGate implements ReadWriteLock {
        private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
        private final Lock shared = new TimedLock(gate.readLock());
        private final Lock alone = new TimedLock(gate.writeLock());

        @Override
        public Lock readLock() {
            return shared;
        }

        @Override
        public Lock writeLock() {
            return alone;
        }
    }

    private static final class TimedLock implements Lock {
        private final Lock lock;

        TimedLock(Lock lock) {
            this.lock = lock;
        }

        @Override
        public void lock() {
            Command command = CURRENT.get();
            if (command == null) {
                timed(new Gate(), lock::lock);
                return;
            }
            long before = System.nanoTime();
            lock.lock();
            command.gate = System.nanoTime() - before;
        }

        @Override
        public void unlock() {
            lock.unlock();
        }

        @Override
        public void lockInterruptibly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean tryLock() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean tryLock(long time, TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Condition newCondition() {
            throw new UnsupportedOperationException();
        }
    }

    /** Public, as the store makes more of it. */
    public static final class TimedPath extends FilePathWrapper {
        @Override
        public String getScheme() {
            return "timed";
        }

        @Override
        public FileChannel open(String mode) throws IOException {
            return new TimedFile(super.open(mode));
        }
    }

    private static final class TimedFile extends FileBefore {
        TimedFile(FileChannel file) {
            super(file);
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            Write write = new Write();
            write.begin();
            int written = super.write(bytes, position);
            write.commit();
            return written;
        }
    }
}
