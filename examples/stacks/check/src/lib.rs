//! This library is empty. The package has tests only, and `.ci/run stacks` builds the programs that they run.
