package parley.platform;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/// A request body that knows whether it was asked for.
///
/// A call whose body nobody has asked for cannot have been acted upon: that is the border between «not sent» and
/// «perhaps sent».
final class WatchedBody implements BodyPublisher {

    private final BodyPublisher body;
    private volatile boolean touched;

    WatchedBody(BodyPublisher body) {
        this.body = body;
    }

    boolean touched() {
        return touched;
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(new Subscriber<ByteBuffer>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscriber.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer bytes) {
                touched = true;
                subscriber.onNext(bytes);
            }

            @Override
            public void onError(Throwable trouble) {
                subscriber.onError(trouble);
            }

            @Override
            public void onComplete() {
                touched = true;
                subscriber.onComplete();
            }
        });
    }
}
