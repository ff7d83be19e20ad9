internal import Glibc

/// The processor that the program runs on.
package enum Processor {
  /// The number of threads that can run at once; 1 where the system does not say.
  package static let coreCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
