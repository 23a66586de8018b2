import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;

final class StoredCollection extends H2Collection {
    private static final Set<String> HARMLESS = Set.of("$match", "$group", "$count", "$sort", "$skip", "$limit");
    private static final ThreadLocal<Aggregation> AGGREGATION = new ThreadLocal<>();

    /** What an aggregation asks of its own collection; steps that change what they are given want copies. */
    private record Aggregation(Document match, boolean wantsCopies) {}

    StoredCollection(MongoDatabase database, String name, CollectionOptions options, MVMap<Object, Document> documents,
            MVMap<String, Object> meta, CursorRegistry cursors) {
        super(database, name, options, documents, meta, cursors);
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
        AGGREGATION.set(new Aggregation(match, wantsCopies));
    }

    static void endAggregation() {
        AGGREGATION.remove();
    }

    @Override
    public Stream<Document> queryAllAsStream() {
        Aggregation own = AGGREGATION.get();
        if (own == null) {
            return super.queryAllAsStream();
        }
        QueryResult found = queryDocuments(own.match, null, 0, 0, 0, null);
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

    /** Without an index all documents are looked at, and the library's own look takes some µs each. */
    @Override
    protected boolean documentMatchesQuery(Document document, Document query) {
        QuickLook look = QuickLook.at(document, query);
        return look == QuickLook.UNKNOWN ? super.documentMatchesQuery(document, query) : look == QuickLook.YES;
    }

    /** The library updates found documents in place, while another connection may still be sending them. */
    @Override
    protected QueryResult createQueryResult(List<Document> matched, int batchSize) {
        Aggregation aggregation = AGGREGATION.get();
        if (aggregation != null && !aggregation.wantsCopies) {
            return super.createQueryResult(matched, batchSize);
        }
        List<Document> copies = matched.stream().map(Document::cloneDeeply).collect(Collectors.toList());
        return super.createQueryResult(copies, batchSize);
    }
}
