/// How the program ends; 64 (wrong usage) is the argument parser's.
enum ExitStatus: Int32 {
  case done = 0
  case doneWithRejects = 1
  case failed = 2
  case twoReadings = 3
}
