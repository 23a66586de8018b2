import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
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
    /** More than the processors: a thread mostly waits for a save, and those that wait together are saved together. */
    private static final int WORKERS = 16;

    private EmbeddedMongo() {}

    public static void main(String[] args) throws Exception {
        MVStore store = open(args[0]);
        DurableBackend backend = new DurableBackend(store);
        backend.version(new DriverVersion());
        MongoServer server = new MongoServer(backend);
        listen(server, Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
        backend.compactEvery(2);
        System.out.println("ready " + server.getLocalAddress().getPort());
        while (System.in.read() >= 0) {
            continue;
        }
        System.exit(0);
    }

    private static MVStore open(String file) {
        try {
            MVStore store = new MVStore.Builder().fileName(file).autoCommitDisabled().cacheSize(CACHE_MEGABYTES).open();
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

    /**
     * Answers only from what is on disk. The store would save once a second and lose acknowledged writes on kill -9.
     * Commands hold the gate shared; saving holds it alone, so that no half of a command (a document without its
     * index entries) is ever saved. Commands that finish while another one saves are saved together.
     */
    private static final class DurableBackend extends H2Backend {
        private static final Set<String> SHARED = Set.of("find", "insert", "update", "delete", "findandmodify", "count",
            "aggregate", "distinct", "getmore", "killcursors", "ismaster", "hello", "ping", "endsessions");
        private static final int MIN_LIVE_PERCENT = 60;
        private static final int COMPACT_BYTES = 2 * 1024 * 1024;

        private final ReadWriteLock gate = new ReentrantReadWriteLock();

        DurableBackend(MVStore store) {
            super(store);
        }

        @Override
        public Document handleCommand(Channel channel, String database, String command, Document query) {
            if (!SHARED.contains(command.toLowerCase(Locale.ROOT))) {
                return alone(channel, database, command, query);
            }
            boolean unsaved;
            gate.readLock().lock();
            try {
                return super.handleCommand(channel, database, command, query);
            } finally {
                unsaved = getMvStore().hasUnsavedChanges();
                gate.readLock().unlock();
                if (unsaved) {
                    save();
                }
            }
        }

        private Document alone(Channel channel, String database, String command, Document query) {
            gate.writeLock().lock();
            try {
                return super.handleCommand(channel, database, command, query);
            } finally {
                try {
                    getMvStore().commit();
                } finally {
                    gate.writeLock().unlock();
                }
            }
        }

        private void save() {
            gate.writeLock().lock();
            try {
                if (getMvStore().hasUnsavedChanges()) {
                    getMvStore().commit();
                }
            } finally {
                gate.writeLock().unlock();
            }
        }

        /** Each save appends to the file; without the store's own background thread nobody else reclaims the room. */
        void compactEvery(int seconds) {
            Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "compact");
                thread.setDaemon(true);
                return thread;
            }).scheduleWithFixedDelay(this::compact, seconds, seconds, TimeUnit.SECONDS);
        }

        private void compact() {
            gate.writeLock().lock();
            try {
                if (!getMvStore().isClosed()) {
                    getMvStore().compact(MIN_LIVE_PERCENT, COMPACT_BYTES);
                }
            } finally {
                gate.writeLock().unlock();
            }
        }

        @Override
        protected MongoDatabase openOrCreateDatabase(String name) {
            return new Database(name, getCursorRegistry());
        }

        /** Inner, so that the store can be reached while the library's constructor already opens collections. */
        private final class Database extends H2Database {
            Database(String name, CursorRegistry cursors) {
                super(name, DurableBackend.this.getMvStore(), cursors);
            }

            @Override
            protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
                MVStore store = DurableBackend.this.getMvStore();
                String namespace = getFullCollectionNamespace(name);
                MVMap<Object, Document> documents = store.openMap("databases." + namespace);
                MVMap<String, Object> meta = store.openMap("meta." + namespace);
                return new Collection(this, name, options, documents, meta, cursorRegistry);
            }
        }
    }

    private static final class Collection extends H2Collection {
        Collection(MongoDatabase database, String name, CollectionOptions options, MVMap<Object, Document> documents,
                MVMap<String, Object> meta, CursorRegistry cursors) {
            super(database, name, options, documents, meta, cursors);
        }

        /** The library uses a unique index only if the query names nothing else; a conditional update names more. */
        @Override
        protected QueryResult queryDocuments(Document query, Document orderBy, int skip, int limit, int batchSize,
                Document projection) {
            for (Index<Object> index : getIndexes()) {
                Document part = partFor(index, query);
                if (part != null && index.canHandle(part)) {
                    Iterable<Object> positions = index.getPositions(part);
                    return matchDocuments(query, positions, orderBy, skip, limit, batchSize, projection);
                }
            }
            return super.queryDocuments(query, orderBy, skip, limit, batchSize, projection);
        }

        private static Document partFor(Index<Object> index, Document query) {
            Document part = new Document();
            for (var key : index.getKeys()) {
                if (!query.containsKey(key.getKey())) {
                    return null;
                }
                part.put(key.getKey(), query.get(key.getKey()));
            }
            return part;
        }

        /** The library updates found documents in place, while another connection may still be sending them. */
        @Override
        protected QueryResult createQueryResult(List<Document> matched, int batchSize) {
            List<Document> copies = matched.stream().map(Document::cloneDeeply).collect(Collectors.toList());
            return super.createQueryResult(copies, batchSize);
        }
    }
}
