/// The exit status of the program.
enum ExitStatus: Int32 {
  case done = 0
  case doneWithRejects = 1
  case failed = 2
  case twoReadings = 3
  /// The command line is wrong; the argument parser ends with the same status.
  case wrongUsage = 64
}
