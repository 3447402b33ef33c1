/// The fault campaign: a company at work on two hubs while hubs, database, lines, clocks, messenger and programs are
/// broken, and a checker that compares the whole history with what was promised. `./parley chaos` runs it.
///
/// To add a fault: a line in {@link parley.chaos.Fault}, a case in {@link parley.chaos.Faults}, and what heals it in
/// {@link parley.chaos.Fleet#heal}. A moment inside the hub: a line in {@link parley.platform.Failpoint} and `hit()`
/// there; the campaign looks for those at which no hub has ended yet, and for each class's commits and calls, which
/// {@link parley.chaos.Moments} finds in the sources, and says in the end how many of them it has met.
///
/// To add a check: what is seen becomes an {@link parley.chaos.Event} (or a query of {@link parley.chaos.Aftermath}
/// for {@link parley.chaos.Books}), what it must be a method of {@link parley.chaos.Checker}, and a good and a bad
/// history go into `CheckerTest`.
///

@NullMarked
package parley.chaos;

import org.jspecify.annotations.NullMarked;
