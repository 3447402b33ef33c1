package parley.simulation;

/// A promise was broken.
public final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Violation(String what) {
        super(what);
    }
}
