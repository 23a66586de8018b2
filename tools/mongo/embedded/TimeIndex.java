import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * In memory, the ids of documents in the order of a time in the index's first field: what is due by a time is found without a
 * look at the rest. It follows no writes before it is filled.
 */
final class TimeIndex extends EmptyIndex<Object> {
    private static final Comparator<Object> IDS = ValueComparator.asc();

    private final String field;
    private final NavigableSet<Entry> entries = new ConcurrentSkipListSet<>();
    private volatile boolean isFilled;
    private volatile boolean hasLists;

    private record Entry(long at, Object id) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return at == other.at ? IDS.compare(id, other.id) : Long.compare(at, other.at);
        }
    }

    TimeIndex(String name, List<IndexKey> keys) {
        super(name, keys);
        field = keys.get(0).getKey();
    }

    boolean isOf(String path) {
        return field.equals(path);
    }

    boolean isFilled() {
        return isFilled;
    }

    /** What has been put is all there is. */
    void filled() {
        isFilled = true;
    }

    void put(Document document) {
        Object value = QuickLook.valueOf(document, field);
        if (value instanceof Instant at) {
            entries.add(new Entry(at.toEpochMilli(), document.get("_id")));
        } else if (value instanceof Collection) {
            hasLists = true;
        }
    }

    /** The earliest first, of the same time by id. Null where the field holds lists, of which nothing is told. */
    Stream<Object> until(Instant latest) {
        return hasLists ? null : entries.headSet(endOf(latest), true).stream().map(Entry::id);
    }

    /** Those later than the one and not later than the other; null as above. */
    Stream<Object> between(Instant earliest, Instant latest) {
        boolean isAny = earliest.isBefore(latest);
        return hasLists ? null : isAny ? idsOf(endOf(earliest), endOf(latest)) : Stream.of();
    }

    /** Those at that time with a later id; null as above. */
    Stream<Object> at(Instant time, String idBefore) {
        return hasLists ? null : idsOf(new Entry(time.toEpochMilli(), idBefore), endOf(time));
    }

    private Stream<Object> idsOf(Entry before, Entry last) {
        return entries.subSet(before, false, last, true).stream().map(Entry::id);
    }

    private static Entry endOf(Instant time) {
        return new Entry(time.toEpochMilli(), MaxKey.getInstance());
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        if (isFilled) {
            put(document);
        }
    }

    /** Tells no position: other indexes do. */
    @Override
    public Object remove(Document document) {
        if (QuickLook.valueOf(document, field) instanceof Instant at) {
            entries.remove(new Entry(at.toEpochMilli(), document.get("_id")));
        }
        return null;
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        if (!Objects.equals(QuickLook.valueOf(before, field), QuickLook.valueOf(after, field))) {
            remove(before);
            add(after, position, collection);
        }
    }

    @Override
    public void drop() {
        entries.clear();
    }

    /** Where it is, the library looks at all documents twice, at every start. */
    @Override
    public boolean isEmpty() {
        return false;
    }
}
