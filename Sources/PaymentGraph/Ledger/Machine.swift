internal import Glibc

/// The machine's resources.
package enum Machine {
  /// The number of threads that can run at once; 1 where the system does not say.
  package static let coreCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
