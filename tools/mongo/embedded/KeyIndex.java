import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import org.h2.mvstore.MVMap;

/**
 * A unique index whose keys are BSON. Those of the library are serialized by Java at every comparison of a look-up,
 * three quarters of all that a write allocates.
 */
final class KeyIndex extends AbstractUniqueIndex<Object> {
    private final MVMap<byte[], Object> positions;
    private final boolean isNew;
    private final List<String> paths;

    KeyIndex(MVMap<byte[], Object> positions, boolean isNew, String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.positions = positions;
        this.isNew = isNew;
        this.paths = keys();
    }

    /** Where it is, the library fills it: it looks at all documents twice. */
    @Override
    public boolean isEmpty() {
        return isNew && super.isEmpty();
    }

    /** The library asks every index and takes the one answer: that by the id will do. */
    @Override
    public Object getPosition(Document document) {
        return paths.equals(List.of("_id")) ? super.getPosition(document) : null;
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        if (!isSame(before, after)) {
            super.checkUpdate(before, after, collection);
        }
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        if (!isSame(before, after)) {
            super.updateInPlace(before, after, position, collection);
        }
    }

    /** Most updates change no key, and the library's own comparison of keys takes the larger part of an update. */
    private boolean isSame(Document before, Document after) {
        return paths.stream()
            .allMatch(path -> Objects.equals(QuickLook.valueOf(before, path), QuickLook.valueOf(after, path)));
    }

    private static byte[] bytesOf(KeyValue key) {
        Document document = new Document();
        for (Object value : key) {
            document.put(Integer.toString(document.size()), Missing.isNullOrMissing(value) ? null : value);
        }
        ByteBuf buffer = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, buffer);
        return ByteBufUtil.getBytes(buffer);
    }

    private static KeyValue keyOf(byte[] bytes) {
        return new KeyValue(BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes)).values());
    }

    @Override
    protected Object getPosition(KeyValue key) {
        return positions.get(bytesOf(key));
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Object position) {
        return positions.putIfAbsent(bytesOf(key), Missing.ofNullable(position)) == null;
    }

    @Override
    protected Object removeDocument(KeyValue key) {
        return positions.remove(bytesOf(key));
    }

    @Override
    protected Iterable<Entry<KeyValue, Object>> getIterable() {
        return () -> positions.entrySet().stream()
            .map(entry -> Map.entry(keyOf(entry.getKey()), entry.getValue())).iterator();
    }

    @Override
    public long getCount() {
        return positions.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}
