import de.bwaldvogel.mongo.bson.Document;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** The first few of many documents in an order; of equal ones those that came first. */
final class Leading {
    private final Comparator<Placed> order;
    private final PriorityQueue<Placed> held;
    private final int most;
    private long offered;

    private record Placed(Document document, long place) {}

    Leading(Comparator<Document> order, int most) {
        this.order = Comparator.comparing(Placed::document, order).thenComparingLong(Placed::place);
        this.held = new PriorityQueue<>(this.order.reversed());
        this.most = most;
    }

    void offer(Document document) {
        held.add(new Placed(document, offered++));
        if (held.size() > most) {
            held.remove();
        }
    }

    Stream<Document> inOrder() {
        return held.stream().sorted(order).map(Placed::document);
    }
}
