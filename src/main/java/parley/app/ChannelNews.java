package parley.app;

import java.util.Set;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.channel.Channels;
import parley.chat.Feed;
import parley.delivery.Delivery;
import parley.platform.Jobs;

/// What the house does when a channel has changed: the windows are told, and what waited for its line goes on.
record ChannelNews(Feed feed, Jobs jobs) implements Channels.Announcer {

    @Override
    public void announce(Handle tx, AccountId account, What what) {
        jobs.hurry(tx, account, Delivery.WAITS_FOR_CHANNEL);
        var list = new Feed.Change.OfList("channels");
        feed.publish(
                tx,
                account,
                switch (what) {
                    case STATE -> Set.of(list);
                    case ROSTER -> Set.of(list, new Feed.Change.OfSettings());
                });
    }
}
