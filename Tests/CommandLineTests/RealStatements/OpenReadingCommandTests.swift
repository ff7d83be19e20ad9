import TestSupport
import Testing

/// Forms of real exports that leave a reading open: dates, amounts, zones.
@Suite("Real statements: two readings and forms")
struct OpenReadingCommandTests {
  private static let folder = "fixtures/faults"

  private func run(_ arguments: [String], in name: String) throws -> Program.Run {
    try Program.run(arguments, in: "\(Self.folder)/\(name)")
  }

  @Test func aFlagThatOneFileNeedsLeavesOthersAlone() throws {
    let name = "19-dates-flag-that-one-file-needs-rejects-all-others"
    let files = ["mule-natwest.csv", "v2-nationwide.csv"]
    for flags in [
      [], ["--dates", "dmy"], ["--dates", "mule-natwest.csv=dmy"],
      ["--dates", "mule-natwest.csv=dmy", "--dates", "v2-nationwide.csv=dmy"],
    ] {
      let run = try run(["check"] + files + flags, in: name)
      #expect(run.status == 0)
      #expect(run.output.contains("period      2021-02-08 to 2021-02-10"))
      #expect(run.output.contains("period      2021-01-14 to 2021-01-28"))
      #expect(run.messages.contains("5 rows = 4 loaded + 0 memo + 1 skipped + 0 rejected"))
    }
    let missing = try run(["check"] + files + ["--dates", "lloyds.csv=dmy"], in: name)
    #expect(missing.status == 2)
    #expect(missing.messages.contains("--dates names lloyds.csv, which is not one of the files"))
    for flag in [
      ["--dates", "yes"], ["--decimal", "a.csv=dot"], ["--zone", "IST"], ["--zone", "BST"],
    ] {
      #expect(try run(["check"] + files + flag, in: name).status == 64)
    }
  }

  @Test func aPointBeforeThreeDigitsIsAskedAbout() throws {
    let name = "27-point-before-three-digits-is-never-asked-about"
    let asked = try run(["check", "eur.csv", "vnd.csv"], in: name)
    #expect(asked.status == 3)
    for file in ["eur.csv", "vnd.csv"] {
      #expect(
        asked.messages.contains("--decimal \(file)=point or --decimal \(file)=comma"), "\(file)")
    }
    let mapped = [
      "check", "dkb.csv", "--map", "time=Buchungsdatum", "--map", "from=Zahlungspflichtige*r",
      "--map", "to=Zahlungsempfänger*in", "--map", "amount=Betrag (€)", "--set", "currency=EUR",
    ]
    #expect(try run(mapped, in: name).status == 3)
    let comma = try run(mapped + ["--decimal", "comma"], in: name)
    #expect(comma.status == 0 && comma.output.contains("EUR 4,500.00"))
    let euros = try run(["check", "eur.csv", "--decimal", "eur.csv=comma"], in: name)
    #expect(euros.output.contains("EUR 13,500.00"))
    let points = try run(["check", "eur.csv", "--decimal", "point"], in: name)
    #expect(points.output.contains("EUR 13.50"))
    let dong = try run(["check", "vnd.csv", "--decimal", "comma"], in: name)
    #expect(dong.output.contains("VND 156,200"))
  }

  @Test func thePointOfASignIsNoMark() throws {
    let name = "28-point-of-Rs-counts-as-a-mark-in-the-number"
    let first = try run(["check", "a.csv"], in: name)
    #expect(first.status == 0 && first.output.contains("total       INR 125,956.78"))
    let second = try run(["check", "b.csv"], in: name)
    #expect(second.status == 0 && second.output.contains("total       INR 2,575.50"))
    #expect(!(first.output + second.output).contains("decimal comma"))
  }

  @Test func aDashAfterTheMarkIsNoMinus() throws {
    let run = try run(
      ["check", "statement.csv", "--profiles", "profiles"],
      in: "29-swiss-point-dash-read-as-minus")
    #expect(run.status == 0)
    #expect(run.output.contains("money       in CHF 1,750.00, out CHF 304.20"))
    #expect(run.output.contains("4 rows = 4 loaded"))
  }

  @Test func timesThatExistAreReadOrTheirZoneIsNamed() throws {
    let name = "31-readable-times-called-nonexistent"
    let offsets = try run(["check", "a.csv"], in: name)
    #expect(offsets.status == 0)
    #expect(offsets.output.contains("period      2018-02-25T11:34:57Z to 2018-02-25T12:34:56Z"))
    let zones = try run(["check", "b.csv"], in: name)
    #expect(zones.status == 0 && zones.output.contains("4 rows = 4 loaded"))
    #expect(zones.output.contains("zone \"IST\" means several zones"))
    #expect(zones.output.contains("--zone b.csv=Asia/Kolkata"))
    let names = try run(["check", "c.csv"], in: name)
    #expect(names.status == 0 && names.output.contains("period      2010-03-04 to 2010-03-05"))
    #expect(!(offsets.output + zones.output + names.output).contains("time-impossible"))
    let stated = try run(["check", "b.csv", "--zone", "b.csv=Asia/Kolkata"], in: name)
    #expect(stated.output.contains("period      2010-03-04T04:30:00Z to 2010-03-06T03:35Z"))
  }

  @Test func numbersInAColumnOfDatesNameTheFlag() throws {
    let name = "excel-day-numbers"
    let refused = try run(["check", "t.csv"], in: name)
    #expect(refused.status == 1)
    #expect(refused.output.contains("as a spreadsheet counts days it is 2015-06-17"))
    #expect(refused.output.contains("--dates t.csv=excel"))
    let read = try run(["check", "t.csv", "--dates", "excel"], in: name)
    #expect(read.status == 0 && read.output.contains("3 rows = 3 loaded"))
  }

  @Test func withoutTimesNothingIsProven() throws {
    let name = "proven-without-times"
    for files in [["t.csv"], ["f1.csv", "f2.csv"], ["f2.csv", "f1.csv"]] {
      let run = try run(["path"] + files + ["--from", "a", "--to", "c"], in: name)
      #expect(run.output.hasPrefix("a to c: possible\n"), "\(files)")
    }
  }
}
