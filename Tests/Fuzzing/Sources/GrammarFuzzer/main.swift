import Foundation
import Glibc
import TestSupport

// Inputs made by grammars, one after the other from a seed: `fuzz KIND SECONDS [SEED]`.
//
//   reader     tables that are nearly right, of every header that is known
//   packed     archives, compressed files, workbooks and bank messages, damaged before and after they are packed
//   profiles   profiles with hostile YAML and patterns, and files that they read
//   writers    names full of marks that join, in every text format and every drawing that is text
//   traces     ledgers with cycles, ties, conversions and huge amounts, under every rule, with bounds
//   pictures   ledgers in every kind of picture, under every mask
//
// An input that takes more than ten seconds ends the run by a signal, and so does a trap; the seed that was being tried
// stands in the file .build-fuzz-KIND. An answer that breaks its own rules ends it with words.

let kinds: [String: (inout SplitMix64) throws -> Void] = [
  "reader": ReaderFuzz.run, "packed": PackedFuzz.run, "profiles": ProfileFuzz.run,
  "writers": WriterFuzz.run,
  "traces": TraceFuzz.run, "pictures": PictureFuzz.run,
]
let arguments = CommandLine.arguments
guard arguments.count >= 3, let run = kinds[arguments[1]], let seconds = Double(arguments[2]) else {
  print("usage: fuzz \(kinds.keys.sorted().joined(separator: "|")) SECONDS [SEED]")
  exit(64)
}
let kind = arguments[1]
let first = arguments.count > 3 ? UInt64(arguments[3]) ?? 1 : 1

/// The most memory that the process had, in MiB.
func peakMemory() -> Int {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
  return (Int(line.filter(\.isNumber)) ?? 0) / 1024
}

let clock = ContinuousClock()
let start = clock.now
var worst = (seconds: 0.0, seed: first)
var seed = first
let note = ".build-fuzz-\(kind)"
while clock.now - start < .seconds(seconds) {
  try? Data("\(seed)\n".utf8).write(to: URL(filePath: note))
  var random = SplitMix64(seed: seed)
  // CPU time: a busy machine must not look like a hang.
  var limit = itimerval(
    it_interval: timeval(tv_sec: 0, tv_usec: 0), it_value: timeval(tv_sec: 10, tv_usec: 0))
  setitimer(__itimer_which_t(ITIMER_VIRTUAL.rawValue), &limit, nil)
  let before = Glibc.clock()
  do {
    try run(&random)
  } catch let fault as FuzzFault {
    print("seed \(seed): \(fault.message)")
    exit(1)
  } catch {
    // Refused, which is an answer.
  }
  let took = Double(Glibc.clock() - before) / 1_000_000
  if took > worst.seconds { worst = (took, seed) }
  if peakMemory() > 1024 {
    print("seed \(seed): more than 1 GiB")
    exit(1)
  }
  seed += 1
}
try? FileManager.default.removeItem(atPath: note)
print(
  "\(kind): \(seed - first) inputs, worst \(String(format: "%.2f", worst.seconds)) s of CPU (seed \(worst.seed)), "
    + "\(peakMemory()) MiB at most, nothing found")
