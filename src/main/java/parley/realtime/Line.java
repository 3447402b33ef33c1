package parley.realtime;

/// The way out to one window. Saying something never waits for the other side: what it does not take in time is
/// dropped, and it is told so by whoever owns the line.
public interface Line {

    void say(Frame frame);

    default void say(String text) {
        say(new Frame(text));
    }

    /// After what was said before.
    void end(int code, String why);
}
