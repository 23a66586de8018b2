import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.List;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.stream.Stream;

/** Of one collection: which documents are worth a look where a query asks for what is due by a time that has an index. */
record TimeIndexes(List<Index<Object>> indexes, Iterable<Document> documents) {
    /** Ids of documents among which are all that match, each once, and whether they come in the order that is asked for. */
    record Found(Stream<Object> ids, boolean isInOrder) {}

    /** In one pass. Nobody may write meanwhile. */
    void fill() {
        List<TimeIndex> unfilled = times().filter(index -> !index.isFilled()).toList();
        if (!unfilled.isEmpty()) {
            documents.forEach(document -> unfilled.forEach(index -> index.put(document)));
            unfilled.forEach(TimeIndex::filled);
        }
    }

    /** Null where no index tells. Nobody may write meanwhile. */
    Found find(Document query, Document order) {
        fill();
        boolean isOrdered = order != null && !order.isEmpty();
        if (isOrdered && order.containsKey("$natural")) {
            return null;
        }
        Stream<Object> inOrder = isOrdered ? inOrder(query, order) : null;
        Stream<Object> ids = inOrder == null ? idsOf(query) : inOrder;
        return ids == null ? null : new Found(ids, inOrder != null);
    }

    /** Whether what is found for it needs no further look. */
    static boolean isAllAsked(Document query) {
        return query.size() == 1 && query.values().iterator().next() instanceof Document bounds && bounds.size() == 1;
    }

    private Stream<Object> inOrder(Document query, Document order) {
        String field = order.keySet().iterator().next();
        boolean isByOne = order.size() == 1 && order.get(field) instanceof Number way && way.intValue() == 1;
        return isByOne ? until(field, query.get(field)) : null;
    }

    private Stream<Object> idsOf(Document query) {
        return query.entrySet().stream().map(this::idsOf).filter(Objects::nonNull).findFirst().orElse(null);
    }

    @SuppressWarnings("unchecked")
    private Stream<Object> idsOf(Entry<String, Object> condition) {
        Object wanted = condition.getValue();
        return switch (condition.getKey()) {
            case "$and" -> ((List<Document>) wanted).stream().map(this::idsOf).filter(Objects::nonNull).findFirst()
                .orElse(null);
            case "$or" -> ofAny((List<Document>) wanted);
            default -> until(condition.getKey(), wanted);
        };
    }

    private Stream<Object> ofAny(List<Document> branches) {
        List<Stream<Object>> each = branches.stream().map(this::idsOf).toList();
        return each.contains(null) ? null : each.stream().flatMap(ids -> ids).distinct();
    }

    private Stream<Object> until(String field, Object wanted) {
        if (!(wanted instanceof Document bounds && bounds.get("$lte") instanceof Instant latest)) {
            return null;
        }
        return times().filter(index -> index.isOf(field)).findFirst().map(index -> index.until(latest)).orElse(null);
    }

    private Stream<TimeIndex> times() {
        return indexes.stream().filter(TimeIndex.class::isInstance).map(TimeIndex.class::cast);
    }
}
