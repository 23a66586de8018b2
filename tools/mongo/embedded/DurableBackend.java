import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * Answers only from what is in the file. The store would save once a second and lose acknowledged writes on kill -9.
 * A command holds the gate, so that no half of it (a document without its index entries) is ever saved; of many updates
 * each does, for itself. The answer waits for the next save without a thread that waits.
 */
class DurableBackend extends H2Backend {
    private static final Set<String> SHARED = Set.of("find", "insert", "update", "delete", "findandmodify", "count",
        "aggregate", "distinct", "getmore", "killcursors", "ismaster", "hello", "ping", "endsessions");

    private static final String DOCUMENTS = "databases.";
    private static final String META = "meta.";
    private static final String KEYS = "._keys_";
    /** What is declared stands in collections of the database's own. */
    private static final String NAMESPACES = "system.namespaces";
    private static final String INDEXES = "system.indexes";

    private final Saves saves;

    DurableBackend(MVStore store, Saves saves) {
        super(store);
        this.saves = saves;
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        String name = command.toLowerCase(Locale.ROOT);
        Lock gate = SHARED.contains(name) ? saves.gate.readLock() : saves.gate.writeLock();
        return gated(gate, name.equals("update"), channel, () -> {
            try {
                if (name.equals("aggregate")) {
                    StoredCollection.beginAggregation(query);
                }
                if (name.equals("find")) {
                    StoredCollection.beginFind();
                }
                return super.handleCommand(channel, database, command, query);
            } finally {
                StoredCollection.endCommand();
            }
        });
    }

    /** In the form that was used before there were commands for all. */
    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return gated(saves.gate.readLock(), false, query.getChannel(), () -> super.handleQuery(query));
    }

    private <T> T gated(Lock gate, boolean isDivisible, Channel channel, Supplier<T> work) {
        Turn.begin(gate, isDivisible);
        gate.lock();
        try {
            return work.get();
        } finally {
            boolean isUnsaved = saves.isUnsaved();
            gate.unlock();
            Turn.end();
            if (isUnsaved) {
                HeldAnswers.of(channel, saves).holdNext();
            }
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

        /** Before anybody is served: it takes seconds for each hundred thousand documents. */
        @Override
        protected void initializeNamespacesAndIndexes() {
            super.initializeNamespacesAndIndexes();
            collections().forEach(name -> ((StoredCollection) resolveCollection(name, true)).fillIndexes());
        }

        private List<String> collections() {
            return mapsOf(DOCUMENTS).map(map -> map.substring(DOCUMENTS.length() + getDatabaseName().length() + 1))
                .filter(name -> resolveCollection(name, false) != null).toList();
        }

        @Override
        protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
            MVStore store = DurableBackend.this.getMvStore();
            String namespace = getFullCollectionNamespace(name);
            MVMap<Object, Document> documents = store.openMap(DOCUMENTS + namespace,
                new MVMap.Builder<Object, Document>().valueType(new DocumentType()));
            MVMap<String, Object> meta = store.openMap(META + namespace);
            return new StoredCollection(this, name, options, documents, meta, cursorRegistry);
        }

        /**
         * A new map is filled from the documents. So is one of an index that is not declared: it is what an index that
         * could not be built has left. That of an earlier launcher, in its own form, is let go.
         */
        @Override
        protected Index<Object> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys,
                boolean sparse) {
            MVStore store = DurableBackend.this.getMvStore();
            store.removeMap(getFullCollectionNamespace(collection) + "._index_" + name);
            String map = mapOf(collection, name);
            if (!isDeclared(collection, name)) {
                store.removeMap(map);
            }
            boolean isNew = !store.hasMap(map);
            return new KeyIndex(store.openMap(map), isNew, name, keys, sparse);
        }

        private boolean isDeclared(String collection, String index) {
            MongoCollection<Object> declared = resolveCollection(INDEXES, false);
            Document wanted = new Document("ns", getFullCollectionNamespace(collection)).append("name", index);
            return declared != null && declared.handleQuery(wanted).iterator().hasNext();
        }

        @Override
        protected Index<Object> openOrCreateSecondaryIndex(String collection, String name, List<IndexKey> keys,
                boolean sparse) {
            return new TimeIndex(name, keys);
        }

        @Override
        protected void dropIndex(MongoCollection<Object> collection, String name) {
            super.dropIndex(collection, name);
            DurableBackend.this.getMvStore().removeMap(mapOf(collection.getCollectionName(), name));
        }

        /** The library's takes also what belongs to databases whose names begin with this one's. */
        @Override
        public void drop(Oplog oplog) {
            MVStore store = DurableBackend.this.getMvStore();
            collections().stream().sorted(Comparator.comparing(List.of(INDEXES, NAMESPACES)::indexOf))
                .forEach(name -> dropCollection(name, oplog));
            Stream.of(DOCUMENTS, META, "").flatMap(this::mapsOf).forEach(store::removeMap);
        }

        private Stream<String> mapsOf(String kind) {
            String prefix = kind + getDatabaseName() + ".";
            return DurableBackend.this.getMvStore().getMapNames().stream().filter(map -> map.startsWith(prefix));
        }

        /** The library looks for the maps under their new names. */
        @Override
        public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String newName) {
            String before = collection.getFullName();
            String after = getFullCollectionNamespace(newName);
            for (String map : DurableBackend.this.getMvStore().getMapNames()) {
                if (map.equals(DOCUMENTS + before) || map.equals(META + before)) {
                    rename(map, map.substring(0, map.length() - before.length()) + after);
                } else if (map.startsWith(before + KEYS)) {
                    rename(map, after + map.substring(before.length()));
                }
            }
            super.moveCollection(from, collection, newName);
        }

        private void rename(String map, String newName) {
            MVStore store = DurableBackend.this.getMvStore();
            store.renameMap(store.openMap(map), newName);
        }

        private String mapOf(String collection, String index) {
            return getFullCollectionNamespace(collection) + KEYS + index;
        }
    }
}
