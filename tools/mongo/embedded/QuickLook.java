import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Whether a document matches, told cheaply of the conditions that most queries consist of. */
enum QuickLook {
    YES, NO, UNKNOWN;

    static QuickLook at(Document document, Document query) {
        QuickLook all = YES;
        for (var condition : query.entrySet()) {
            all = all.and(at(document, condition.getKey(), condition.getValue()));
            if (all == NO) {
                return NO;
            }
        }
        return all;
    }

    private QuickLook and(QuickLook other) {
        return this == NO || other == NO ? NO : this == YES ? other : UNKNOWN;
    }

    private QuickLook or(QuickLook other) {
        return this == YES || other == YES ? YES : this == NO ? other : UNKNOWN;
    }

    @SuppressWarnings("unchecked")
    private static QuickLook at(Document document, String key, Object wanted) {
        return switch (key) {
            case "$and" -> ((List<Document>) wanted).stream().map(each -> at(document, each)).reduce(YES, QuickLook::and);
            case "$or" -> ((List<Document>) wanted).stream().map(each -> at(document, each)).reduce(NO, QuickLook::or);
            default -> key.startsWith("$") ? UNKNOWN : ofValue(valueOf(document, key), wanted);
        };
    }

    private static QuickLook ofValue(Object value, Object wanted) {
        boolean isPlain = wanted instanceof String && value instanceof String
            || wanted instanceof Integer && value instanceof Integer;
        if (isPlain) {
            return value.equals(wanted) ? YES : NO;
        }
        if (wanted instanceof Document bounds && bounds.get("$lte") instanceof Instant latest) {
            boolean isOut = value == Missing.getInstance() || value instanceof Instant at && at.isAfter(latest);
            return isOut ? NO : value instanceof Instant && bounds.size() == 1 ? YES : UNKNOWN;
        }
        return UNKNOWN;
    }

    /** Missing where there is none; the collection itself, of which nothing is told, where the path meets one. */
    static Object valueOf(Document document, String path) {
        int dot = path.indexOf('.');
        Object value = document.getOrMissing(dot < 0 ? path : path.substring(0, dot));
        if (dot < 0 || value instanceof Collection) {
            return value;
        }
        return value instanceof Document inner ? valueOf(inner, path.substring(dot + 1)) : Missing.getInstance();
    }
}
