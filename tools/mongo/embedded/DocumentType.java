import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/** Documents as BSON in the file. Files of earlier launchers hold them serialized by Java, which is read as well. */
final class DocumentType extends BasicDataType<Document> {
    /** None of the store's own type tags. */
    private static final byte BSON = (byte) 0xB5;
    /** A document in memory is some three times as large as its BSON. */
    private static final int MEMORY_FACTOR = 3;
    private static final ObjectDataType OLD = new ObjectDataType();

    private volatile int averageMemory = 4_096;
    /** The store writes one page at a time. */
    private final ByteBuf out = Unpooled.buffer(2_048);

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }

    @Override
    public int getMemory(Document document) {
        return averageMemory;
    }

    @Override
    public void write(WriteBuffer page, Document document) {
        Saves.rootsTaken();
        BsonEncoder.encodeDocument(document, out.clear());
        learn(out.readableBytes());
        page.put(BSON).put(out.nioBuffer());
    }

    @Override
    public Document read(ByteBuffer page) {
        if (page.get(page.position()) != BSON) {
            return (Document) OLD.read(page);
        }
        page.get();
        ByteBuf bson = Unpooled.wrappedBuffer(page);
        Document document = BsonDecoder.decodeBson(bson);
        page.position(page.position() + bson.readerIndex());
        learn(bson.readerIndex());
        return document;
    }

    private void learn(int bytes) {
        averageMemory += (bytes * MEMORY_FACTOR - averageMemory) / 16;
    }
}
