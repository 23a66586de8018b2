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
import org.h2.mvstore.MVMap;

/**
 * A unique index whose keys are BSON. Those of the library are serialized by Java at every comparison of a look-up,
 * three quarters of all that a write allocates.
 */
final class KeyIndex extends AbstractUniqueIndex<Object> {
    private final MVMap<byte[], Object> positions;
    private final boolean isNew;

    KeyIndex(MVMap<byte[], Object> positions, boolean isNew, String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.positions = positions;
        this.isNew = isNew;
    }

    /** Where it is, the library fills it: it looks at all documents twice. */
    @Override
    public boolean isEmpty() {
        return isNew && super.isEmpty();
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
