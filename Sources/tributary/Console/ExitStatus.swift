/// How the program ends.
enum ExitStatus: Int32 {
  case done = 0
  case doneWithRejects = 1
  case failed = 2
  case twoReadings = 3
  /// What is typed is no command; the argument parser ends with the same.
  case wrongUsage = 64
}
