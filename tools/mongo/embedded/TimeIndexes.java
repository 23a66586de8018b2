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
        boolean isByTime = order.size() == 1 || order.size() == 2 && order.containsKey("_id");
        boolean isRising = order.values().stream().allMatch(way -> way instanceof Number sign && sign.intValue() == 1);
        return isByTime && isRising ? idsOf(field, query.get(field), query) : null;
    }

    private Stream<Object> idsOf(Document query) {
        return query.entrySet().stream().map(condition -> idsOf(condition, query)).filter(Objects::nonNull).findFirst()
            .orElse(null);
    }

    @SuppressWarnings("unchecked")
    private Stream<Object> idsOf(Entry<String, Object> condition, Document query) {
        Object wanted = condition.getValue();
        return switch (condition.getKey()) {
            case "$and" -> ((List<Document>) wanted).stream().map(this::idsOf).filter(Objects::nonNull).findFirst()
                .orElse(null);
            case "$or" -> ofAny((List<Document>) wanted);
            default -> idsOf(condition.getKey(), wanted, query);
        };
    }

    private Stream<Object> ofAny(List<Document> branches) {
        List<Stream<Object>> each = branches.stream().map(this::idsOf).toList();
        return each.contains(null) ? null : each.stream().flatMap(ids -> ids).distinct();
    }

    private Stream<Object> idsOf(String field, Object wanted, Document query) {
        TimeIndex index = times().filter(each -> each.isOf(field)).findFirst().orElse(null);
        if (index == null) {
            return null;
        }
        if (wanted instanceof Instant time) {
            return query.get("_id") instanceof Document ids && ids.get("$gt") instanceof String before
                ? index.at(time, before) : null;
        }
        if (!(wanted instanceof Document bounds && bounds.get("$lte") instanceof Instant latest)) {
            return null;
        }
        return bounds.get("$gt") instanceof Instant earliest ? index.between(earliest, latest) : index.until(latest);
    }

    private Stream<TimeIndex> times() {
        return indexes.stream().filter(TimeIndex.class::isInstance).map(TimeIndex.class::cast);
    }
}
