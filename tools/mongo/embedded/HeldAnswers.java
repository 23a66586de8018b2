import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Of one connection: keeps an answer back until what it tells is in the file, and those after it behind it. Its thread
 * serves others meanwhile.
 */
final class HeldAnswers extends ChannelOutboundHandlerAdapter {
    private final Saves saves;
    private boolean isNextHeld;
    /** How many are held; the connection's thread alone counts them. */
    private int held;

    private HeldAnswers(Saves saves) {
        this.saves = saves;
    }

    /** The library builds the pipeline and gives no other way in. */
    static HeldAnswers of(Channel channel, Saves saves) {
        HeldAnswers known = channel.pipeline().get(HeldAnswers.class);
        if (known != null) {
            return known;
        }
        HeldAnswers added = new HeldAnswers(saves);
        channel.pipeline().addLast(added);
        return added;
    }

    /** A command and the writing of its answer follow one another on the connection's thread. */
    void holdNext() {
        isNextHeld = true;
    }

    @Override
    public void write(ChannelHandlerContext context, Object answer, ChannelPromise promise) {
        if (!isNextHeld && held == 0) {
            context.write(answer, promise);
            return;
        }
        isNextHeld = false;
        held++;
        saves.afterNext(() -> context.executor().execute(() -> {
            held--;
            context.writeAndFlush(answer, promise);
        }));
    }
}
