import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A MongoDB stand-in for development: {@code java … EmbeddedMongo <data file> <port, 0 = any>}.
 * Prints {@code ready <port>} and serves 127.0.0.1 until SIGTERM or until standard input ends, which it does when the
 * process that started it is gone. Exit code 2: the data file is in use; 3: the port is taken; 1: anything else.
 */
public final class EmbeddedMongo {
    private static final int FAILED = 1;
    private static final int FILE_IN_USE = 2;
    private static final int PORT_TAKEN = 3;

    private static final int CACHE_MEGABYTES = 64;
    /** More than the processors: none waits for a save, but a long command holds up the connections of its own thread. */
    private static final int WORKERS = 16;

    private EmbeddedMongo() {}

    public static void main(String[] args) throws Exception {
        MVStore store = open(args[0]);
        Saves saves = new Saves(store);
        serve(new DurableBackend(store, saves), saves, Integer.parseInt(args[1]));
    }

    static void serve(DurableBackend backend, Saves saves, int port) throws Exception {
        backend.version(new DriverVersion());
        MongoServer server = new MongoServer(backend);
        listen(server, port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(saves, server)));
        saves.start();
        System.out.println("ready " + server.getLocalAddress().getPort());
        while (System.in.read() >= 0) {
            continue;
        }
        System.exit(0);
    }

    static MVStore open(String file) {
        try {
            MVStore store = new MVStore.Builder().fileName(file).autoCommitDisabled().autoCommitBufferSize(0)
                .cacheSize(CACHE_MEGABYTES).open();
            // Replaced data may be overwritten at once. The default keeps it for 45 s, half a gigabyte under load.
            store.setRetentionTime(0);
            return store;
        } catch (MVStoreException fault) {
            boolean inUse = fault.getErrorCode() == DataUtils.ERROR_FILE_LOCKED;
            String why = inUse ? "is in use by another server" : "cannot be opened: " + fault.getMessage();
            throw exit(inUse ? FILE_IN_USE : FAILED, "data file " + file + " " + why);
        }
    }

    private static void listen(MongoServer server, int port) throws Exception {
        try {
            server.bind(new InetSocketAddress("127.0.0.1", port), 1, WORKERS);
        } catch (Exception fault) {
            if (fault instanceof BindException) {
                throw exit(PORT_TAKEN, "port " + port + " is taken");
            }
            throw fault;
        }
    }

    private static void end(Saves saves, MongoServer server) {
        try {
            saves.end();
            server.shutdownNow();
        } catch (InterruptedException fault) {
            halt("interrupted at its end", fault);
        }
    }

    /** At once, as kill -9 does: to end in good order would be to serve on meanwhile. */
    static void halt(String why, Throwable fault) {
        String faults = Stream.iterate(fault, Objects::nonNull, Throwable::getCause).map(Throwable::toString)
            .collect(Collectors.joining(", because of "));
        System.err.println(why + ": " + faults);
        Runtime.getRuntime().halt(FAILED);
    }

    private static RuntimeException exit(int code, String why) {
        System.err.println(why);
        System.exit(code);
        return new IllegalStateException(why);
    }

    /** The library's own highest wire version is 8, current drivers want 9 or more; the commands they then send work. */
    private static final class DriverVersion implements MongoVersion {
        @Override
        public List<Integer> getVersionArray() {
            return List.of(5, 0, 0);
        }

        @Override
        public int getWireVersion() {
            return 13;
        }
    }
}
