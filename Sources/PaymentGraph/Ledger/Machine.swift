internal import Glibc

/// What the machine offers.
package enum Machine {
  /// How many threads can run at once; 1 where the system does not say.
  package static let coreCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
