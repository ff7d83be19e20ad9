import Foundation
import TestSupport
import Testing

/// Output for people at a terminal: width, names, the order of lines, and messages.
@Suite("Output for a terminal")
struct TerminalOutputTests {
  private static let founding = "fixtures/cases/founding/*.csv"
  private static let mixed = "fixtures/cases/mixed-account/transfers.csv"

  private func lines(_ command: String, _ environment: String = "") throws -> [String] {
    let run = try Program.shell("\(environment) $TRIBUTARY \(command) --quiet")
    #expect(run.status == 0 && run.messages.isEmpty, "\(run.messages)")
    return run.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Columns of these answers, none of which has wide characters, are characters.
  @Test(arguments: [
    "sinks \(founding)", "reach \(founding) --from victim-ie-01",
    "reach \(founding) --to in:DCMB:930019302025",
    "explain \(founding) --sink in:KKCB:912010001033",
    "trace \(founding) --rule fifo --bounds none", "trace \(mixed) --compare",
    "trace \(mixed) --rule fifo --schedule matrix", "accounts \(founding)", "sums \(founding)",
    "transfers \(founding) --top 9", "check \(founding)", "match \(founding) --account mapleremit",
    "trace \(mixed) --rule fifo --schedule accounts",
    "trace \(mixed) --rule fifo --schedule victims",
  ])
  func linesFitTheWidthThatIsAskedFor(_ command: String) throws {
    for width in [80, 100] {
      for line in try lines("\(command) --width \(width)") where line.count > width {
        // One word may be too wide for any line: a path, a digest.
        let longest = line.split(separator: " ").map(\.count).max() ?? 0
        #expect(longest + 40 > width, "\(width): \(line)")
      }
    }
  }

  @Test func filesKeepAllColumnsAndCOLUMNSForcesAWidth() throws {
    let whole = try lines("sinks \(Self.founding) --top 3")
    #expect(whole.contains { $0.hasPrefix("victims  account") && $0.contains("lift  hops  grade") })
    #expect(try lines("sinks \(Self.founding) --top 3 --width 0", "COLUMNS=40") == whole)
    let narrow = try lines("sinks \(Self.founding) --top 3", "COLUMNS=80")
    #expect(narrow.contains { $0.hasPrefix("columns left out for lack of room: role, where, ") })
    let asked = try lines("sinks \(Self.founding) --top 3 --width 80")
    #expect(narrow == asked)
    let records = try lines("sinks \(Self.founding) --top 3 --width 50")
    #expect(records.contains("account    in:DCMB:930019302025"))
    #expect(records.contains("lift       1.91"))
    let wrong = try Program.shell("$TRIBUTARY sinks \(Self.founding) --width -1")
    #expect(wrong.status == 64)
  }

  @Test func namesStandBesideKeys() throws {
    let trace = try lines("trace \(Self.founding) --rule fifo")
    #expect(trace.contains { $0.hasPrefix("victim-gb-05  Edith Brindlecoat  ") })
    #expect(trace.contains { $0.contains("in:DCMB:930019302025  Pratapgiri Traders") })
    let compare = try lines("trace \(Self.founding) --compare")
    #expect(compare.contains { $0.contains("Edith Brindlecoat") && $0.contains("INR 1") })
    let reach = try lines("reach \(Self.founding) --from victim-ie-01")
    #expect(reach.contains { $0.contains("in:DCMB:930019300713  Chandrapeth Online Mart  mule") })
    let explain = try lines("explain \(Self.founding) --sink in:KKCB:912010001033")
    #expect(explain.contains("victim-gb-05 (Edith Brindlecoat): 3 hops, grade A"))
  }

  @Test func standInsAreShownInWordsAndKeyedInCSV() throws {
    let files =
      "fixtures/cases/raw/files fixtures/cases/raw/*.csv --profiles fixtures/cases/raw/profiles"
    let text = try lines("sinks \(files) --include-stand-ins")
    #expect(text.contains { $0.contains("  cash of in:SBIN:32625898751  ") })
    #expect(!text.contains { $0.contains("  ?:") })
    let csv = try lines("sinks \(files) --include-stand-ins --format csv")
    #expect(csv.contains { $0.contains(",?:in:SBIN:32625898751:CASH,") })
    let reach = try lines("reach \(files) --top 999")
    #expect(reach.contains { $0.contains(" (known by name only)  ") })
    #expect(!reach.contains { $0.contains("  ?:") })
  }

  /// The head first, what the answer rests on last.
  @Test func rulesStandAtTheFoot() throws {
    let sinks = try lines("sinks \(Self.founding)")
    #expect(sinks[0].hasPrefix("15 accounts are reached"))
    let table = try #require(sinks.firstIndex { $0.hasPrefix("victims  ") })
    let rules = try #require(sinks.firstIndex { $0.contains("rules: walks of any length; ") })
    #expect(table < rules)
    let trace = try lines("trace \(Self.mixed) --rule fifo")
    #expect(trace[0] == "where the victims' money is, by fifo")
    let rule = try #require(trace.firstIndex { $0.hasPrefix("rule fifo: withdrawals are taken") })
    #expect(trace.firstIndex { $0.hasPrefix("victim ") }.map { $0 < rule } == true)
  }

  @Test func decimalsStandBesideFractions() throws {
    func rows(_ schedule: String) throws -> [[String: String]] {
      let lines = try lines(
        "trace \(Self.mixed) --rule proRata --schedule \(schedule) --format csv"
      ).filter { !$0.isEmpty }.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      return lines.dropFirst().map { row in
        Dictionary(zip(lines[0].map(String.init), row.map(String.init))) { $1 }
      }
    }
    let matrix = try rows("matrix")
    let cara = try #require(matrix.first { $0["victim"] == "cara" })
    #expect(cara["account GBP"] == "85.71" && cara["account GBP exact"] == "600/7")
    #expect(cara["landlord GBP"] == "114.29" && cara["landlord GBP exact"] == "800/7")
    let victims = try rows("victims")
    #expect(victims.contains { $0["partAmount"] == "114.29" && $0["partExact"] == "800/7" })
    #expect(victims.contains { $0["claimAmount"] == "114.29" && $0["claimExact"] == "800/7" })
    let accounts = try rows("accounts")
    #expect(accounts.contains { $0["traced"] == "114.29" && $0["tracedExact"] == "800/7" })
  }

  @Test func checkBeginsWithOneLineAFile() throws {
    let folder = "fixtures/profiles"
    let lines = try lines(
      "check \(folder)/gb.lloyds.csv/input.csv \(folder)/gb.barclays.csv/input.csv \(Self.mixed)")
    #expect(lines[0].hasPrefix("file  "))
    #expect(lines[1].hasPrefix("\(folder)/gb.lloyds.csv/input.csv"))
    #expect(lines[1].contains("  gb.lloyds.csv  ") && lines[1].hasSuffix("  close"))
    #expect(lines[2].hasSuffix("  gb:202015/55555555  none stated"))
    #expect(lines[3].contains("  canonical  ") && lines[4].isEmpty)
    // The sum of credits and debits of a statement is the sum of nothing; of a ledger it is what was paid.
    #expect(lines.count { $0.hasPrefix("  total ") } == 1)
  }

  @Test func balancesThatDoNotCloseAreSaidInTheFirstLines() throws {
    let run = try Program.shell("$TRIBUTARY check fixtures/diagnostics/balance-break/input.csv")
    let line = run.output.split(separator: "\n").dropFirst().first ?? ""
    #expect(
      line.hasSuffix(
        "  gb:309626/50000001  do not close: GBP -50.00; the ledger has GBP 50.00 more"), "\(line)")
  }

  @Test func countsAreGroupedAndQuietPrintsTheAnswerOnly() throws {
    let loud = try Program.shell("$TRIBUTARY sinks \(Self.founding)")
    #expect(
      loud.messages.hasSuffix("3,050 rows = 3,050 loaded + 0 memo + 0 skipped + 0 rejected\n"))
    let quiet = try Program.shell("$TRIBUTARY sinks \(Self.founding) --quiet")
    #expect(quiet.messages.isEmpty && quiet.output == loud.output)
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).svg").path
    let drawn = try Program.shell("$TRIBUTARY draw \(Self.founding) -o \(file) --quiet")
    #expect(drawn.status == 0 && drawn.messages.isEmpty && drawn.output.isEmpty)
    let failed = try Program.shell("$TRIBUTARY sinks nothing.csv --quiet")
    #expect(failed.status == 2 && failed.messages.hasPrefix("error: nothing.csv: "))
  }

  @Test(arguments: [
    ("sink x.csv", "tributary has no command \"sink\"; similar: sinks"),
    ("trase x.csv", "tributary has no command \"trase\"; similar: trace"),
    ("help chek", "tributary has no command \"chek\"; similar: check"),
    ("profile mak", "tributary profile has no command \"mak\"; similar: make"),
    ("zzzz", "tributary has no command \"zzzz\""),
  ])
  func aMistypedCommandGetsANearName(_ typed: String, _ message: String) throws {
    let run = try Program.shell("$TRIBUTARY \(typed)")
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.messages.hasPrefix("error: \(message)\n  help: "), "\(run.messages)")
  }

  @Test func aMistypedFileGetsANearName() throws {
    let run = try Program.shell("$TRIBUTARY sinks fixtures/cases/founding/pypal.csv")
    #expect(run.status == 2)
    #expect(run.messages.contains("similar: fixtures/cases/founding/paypal.csv"))
  }

  @Test func helpAndVersionAreWordsToo() throws {
    for words in ["help sinks", "sinks --help", "help profile make", "help", ""] {
      let run = try Program.shell("$TRIBUTARY \(words)")
      #expect(run.status == 0 && run.output.hasPrefix("OVERVIEW: "), "\(words)")
    }
    let version = try Program.shell("$TRIBUTARY version")
    let flag = try Program.shell("$TRIBUTARY --version")
    #expect(version.status == 0 && version.output == flag.output)
    let usage = try Program.shell("$TRIBUTARY sinks x.csv --ties sometimes")
    #expect(usage.status == 64 && usage.messages.hasPrefix("error: "))
    #expect(usage.messages.hasSuffix("  help: tributary sinks --help explains the usage\n"))
  }
}
