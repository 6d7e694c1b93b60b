//! Nothing: the tests of this package are its point. `.ci/run stacks` builds what they run.
