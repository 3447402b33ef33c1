package parley.app;

import java.util.List;
import parley.channel.ChannelConfig;
import parley.channel.ChannelTools;
import parley.channel.RawEvent;
import parley.platform.Acceptance;
import parley.platform.Arrival;
import parley.platform.Ingress;

/// The way in for what adapters fetch themselves: the same as for what messengers deliver (R70).
record IngressInlet(Ingress ingress) implements ChannelTools.Inlet {

    @Override
    public void accept(ChannelConfig channel, List<RawEvent> events) {
        var arrivals = events.stream()
                .map(event -> new Arrival(
                        channel.account(),
                        channel.id(),
                        event.dedupKey(),
                        event.chatKey(),
                        event.headers(),
                        event.body()))
                .toList();
        switch (ingress.accept(arrivals)) {
            case Acceptance.Accepted() -> {}
            case Acceptance.Overloaded _ -> throw new ChannelTools.Unavailable("too much is waiting");
            case Acceptance.Unavailable _ -> throw new ChannelTools.Unavailable("the database is away");
        }
    }
}
