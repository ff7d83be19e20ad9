import Foundation

// The evaluations on planted cases: `make evaluate`, or one of them with a number of seeds, `evaluate patterns 20`.

let arguments = CommandLine.arguments.dropFirst()
let words = Set(arguments.filter { Int($0) == nil })
let seeds = arguments.compactMap(Int.init).first ?? 100
let known = ["links", "patterns", "compromise", "calibration", "power", "speed"]
for word in words where !known.contains(word) {
  FileHandle.standardError.write(
    Data("evaluate takes \(known.joined(separator: ", ")) and a number, not \(word)\n".utf8))
  exit(64)
}
func isAsked(_ word: String) -> Bool { words.isEmpty || words.contains(word) }
if isAsked("links") { try LinkReport.write(seeds: seeds) }
if isAsked("patterns") { try AttemptReport.write(seeds: seeds) }
if isAsked("compromise") { try ChosenReport.write(seeds: seeds) }
if isAsked("calibration") { try ChosenReport.writeCalibration(seeds: seeds) }
if isAsked("power") { try ChosenReport.writePower(seeds: seeds) }
// The number is that of ten thousands of payments here.
if words.contains("speed") { try SpeedReport.write(payments: seeds * 10_000) }
