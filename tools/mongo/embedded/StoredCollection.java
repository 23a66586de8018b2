import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;

final class StoredCollection extends H2Collection {
    private static final Set<String> HARMLESS = Set.of("$match", "$group", "$count", "$sort", "$skip", "$limit");
    /** What the driver sends after the `$match` where it is asked to count. */
    private static final List<Document> COUNT = List.of(new Document("$group",
        new Document("_id", 1).append("n", new Document("$sum", 1))));
    private static final Document ONLY_ID = new Document("_id", 1);
    private static final ThreadLocal<Aggregation> AGGREGATION = new ThreadLocal<>();
    /** Whether this thread's command sends what it finds, and changes none of it. */
    private static final ThreadLocal<Boolean> IS_FIND = ThreadLocal.withInitial(() -> false);

    /** What an aggregation asks of its own collection; steps that change what they are given want copies. */
    private record Aggregation(Document match, boolean wantsCopies, boolean onlyCounts) {}

    private final MVMap<Object, Document> documents;
    private final TimeIndexes times;

    StoredCollection(MongoDatabase database, String name, CollectionOptions options, MVMap<Object, Document> documents,
            MVMap<String, Object> meta, CursorRegistry cursors) {
        super(database, name, options, documents, meta, cursors);
        this.documents = documents;
        this.times = new TimeIndexes(getIndexes(), documents.values());
    }

    /**
     * Takes the first `$match` out of an aggregation that this thread begins. The library would copy the whole
     * collection before it, also to count what the driver asks to count.
     */
    @SuppressWarnings("unchecked")
    static void beginAggregation(Document command) {
        AGGREGATION.remove();
        boolean isPlain = command.get("pipeline") instanceof List<?> steps && !command.containsKey("let")
            && steps.stream().allMatch(Document.class::isInstance);
        if (!isPlain) {
            return;
        }
        List<Document> rest = (List<Document>) command.get("pipeline");
        Document match = new Document();
        if (!rest.isEmpty() && rest.get(0).get("$match") instanceof Document first) {
            match = first;
            rest = rest.subList(1, rest.size());
            command.put("pipeline", rest);
        }
        boolean wantsCopies = !rest.stream().allMatch(step -> HARMLESS.containsAll(step.keySet()));
        AGGREGATION.set(new Aggregation(match, wantsCopies, rest.equals(COUNT)));
    }

    static void beginFind() {
        IS_FIND.set(true);
    }

    static void endCommand() {
        AGGREGATION.remove();
        IS_FIND.remove();
    }

    @Override
    public Stream<Document> queryAllAsStream() {
        Aggregation own = AGGREGATION.get();
        if (own == null) {
            return super.queryAllAsStream();
        }
        QueryResult found = queryDocuments(own.match, null, 0, 0, 0, own.onlyCounts ? ONLY_ID : null);
        AGGREGATION.remove(); // of collections that are joined, all is asked
        return StreamSupport.stream(found.spliterator(), false);
    }

    /** The library uses a unique index only if the query names nothing else; a conditional update names more. */
    @Override
    protected QueryResult queryDocuments(Document query, Document orderBy, int skip, int limit, int batchSize,
            Document projection) {
        for (Index<Object> index : getIndexes()) {
            Document part = partFor(index, query);
            if (part != null && index.canHandle(part)) {
                Iterable<Object> positions = index.getPositions(part);
                return matchDocuments(withoutIds(query), positions, orderBy, skip, limit, batchSize, projection);
            }
        }
        if (limit > 0 && ONLY_ID.equals(orderBy) && query.get("_id") instanceof Document bounds
            && bounds.get("$gt") instanceof String from) {
            return matchDocumentsFromStream(query, textsFrom(from), skip, limit, batchSize, null, projection);
        }
        TimeIndexes.Found found = timed(query, orderBy);
        if (found == null) {
            return super.queryDocuments(query, orderBy, skip, limit, batchSize, projection);
        }
        Comparator<Document> order = found.isInOrder() ? null : deriveComparator(orderBy);
        if (order == null && ONLY_ID.equals(projection) && TimeIndexes.isAllAsked(query)) {
            Stream<Document> all = found.ids().map(id -> new Document("_id", id));
            return matchDocumentsFromStream(new Document(), all, skip, limit, batchSize, null, null);
        }
        Stream<Document> all = found.ids().map(documents::get).filter(Objects::nonNull);
        return matchDocumentsFromStream(query, all, skip, limit, batchSize, order, projection);
    }

    /** Only statistics that nobody reads here tell it; for it the library encodes each document twice at every update. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    private synchronized TimeIndexes.Found timed(Document query, Document orderBy) {
        return times.find(query, orderBy);
    }

    synchronized void fillIndexes() {
        times.fill();
    }

    /** Without documents it is filled, and follows the first of them on: later, whoever asks first would wait. */
    @Override
    public synchronized void addIndex(Index<Object> index) {
        super.addIndex(index);
        if (documents.isEmpty()) {
            times.fill();
        }
    }

    /** Whose `_id` is a text, in its order: a page of a walk reads no more than it finds or passes over. */
    private Stream<Document> textsFrom(String from) {
        var keys = Spliterators.spliteratorUnknownSize(documents.keyIterator(from), Spliterator.ORDERED);
        return StreamSupport.stream(keys, false).takeWhile(String.class::isInstance).map(documents::get);
    }

    /** The library would hold all that match until they are sorted: of a hundred thousand there is no room for it. */
    @Override
    protected QueryResult matchDocumentsFromStream(Document query, Stream<Document> all, int skip, int limit,
            int batchSize, Comparator<Document> order, Document projection) {
        if (order == null || limit <= 0) {
            return super.matchDocumentsFromStream(query, all, skip, limit, batchSize, order, projection);
        }
        Leading leading = new Leading(order, skip + limit);
        all.filter(document -> documentMatchesQuery(document, query)).forEach(leading::offer);
        return super.matchDocumentsFromStream(query, leading.inOrder(), skip, limit, batchSize, null, projection);
    }

    /** Each of a command's; the library locks the collection within. */
    @Override
    public Document updateDocuments(Document selector, Document update, ArrayFilters arrayFilters, boolean isMulti,
            boolean isUpsert, Oplog oplog) {
        Turn.beforeUpdate();
        return super.updateDocuments(selector, update, arrayFilters, isMulti, isUpsert, oplog);
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

    /** The index has told: to look through many ids again for each document that it has found takes longest. */
    private static Document withoutIds(Document query) {
        boolean isById = query.get("_id") instanceof Document bounds && bounds.size() == 1
            && bounds.get("$in") instanceof List<?> ids && ids.stream().allMatch(String.class::isInstance);
        Document rest = query.clone();
        if (isById) {
            rest.remove("_id");
        }
        return rest;
    }

    /** Without an index all documents are looked at, and the library's own look takes some µs each. */
    @Override
    protected boolean documentMatchesQuery(Document document, Document query) {
        QuickLook look = QuickLook.at(document, query);
        return look == QuickLook.UNKNOWN ? super.documentMatchesQuery(document, query) : look == QuickLook.YES;
    }

    /**
     * The library updates found documents in place, while another connection may still be sending them. An update finds
     * a copy, which then takes the place of the stored one; so a find may send the stored ones.
     */
    @Override
    protected QueryResult createQueryResult(List<Document> matched, int batchSize) {
        Aggregation aggregation = AGGREGATION.get();
        if (IS_FIND.get() || aggregation != null && !aggregation.wantsCopies) {
            return super.createQueryResult(matched, batchSize);
        }
        List<Document> copies = matched.stream().map(Document::cloneDeeply).collect(Collectors.toList());
        return super.createQueryResult(copies, batchSize);
    }
}
