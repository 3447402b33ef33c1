package parley.intake;

import parley.base.ChannelId;
import parley.channel.Channels;
import parley.channel.Inbound;
import parley.platform.Job;
import parley.platform.JobHandler;
import parley.platform.JobResult;
import parley.platform.NewJob;

/// Tells messengers that a pressed button was noticed, so that it stops turning on the client's screen.
public final class Acknowledging implements JobHandler {

    public static final String KIND = "acknowledge";

    /// The payload.
    record Order(ChannelId channel, Inbound.Pressed pressed) {}

    private final Channels channels;

    public Acknowledging(Channels channels) {
        this.channels = channels;
    }

    static NewJob of(Arrivals.Place at, Inbound.Pressed pressed) {
        var key = at.channel() + ":" + pressed.externalId();
        return new NewJob(at.account(), KIND, key, "acknowledge:" + key, new Order(at.channel(), pressed));
    }

    /// A moment later nobody cares any more: it is tried once.
    @Override
    public JobResult run(Job job) {
        var order = job.payload(Order.class);
        channels.live(job.account(), order.channel())
                .ifPresent(live -> live.connection().acknowledge(order.pressed()));
        return JobResult.done();
    }
}
