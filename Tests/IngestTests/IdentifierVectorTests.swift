import Foundation
import TestSupport
import Testing

@testable import Ingest

/// The verdicts of other libraries, where `../shared` is at hand; else these tests are skipped.
@Suite(.shared("csv/ids"))
struct IdentifierVectorTests {
  private struct IBANVector: Decodable {
    let `in`: String
    let compact: String
    let stdnum: Bool
    let schwifty: Bool
  }

  private struct BICVector: Decodable {
    let `in`: String
    let stdnum: Bool
  }

  private struct ModulusVectors: Decodable {
    let valid: [[String]]
    let invalid: [[String]]
  }

  /// All verdicts are compared with that of the stricter library, which asks for national check digits too.
  ///
  /// Here these are advice. Where the two libraries differ, it is on them, or on dots and dashes, which
  /// do not make a number another one.
  @Test func ibans() throws {
    let vectors = try Vectors.read("iban_vectors.json", as: [IBANVector].self)
    #expect(vectors.count == 440)
    var advisory: [String] = []
    for vector in vectors {
      let read = try? IBAN(vector.in)
      let isAdvised = read.map { $0.hasNationalCheckDigits != false } ?? false
      #expect(isAdvised == vector.stdnum, "\(vector.in)")
      #expect(read == nil || read?.compact == vector.compact, "\(vector.in)")
      if (read != nil) != isAdvised { advisory.append(vector.compact) }
      // A number that the second library accepts is never refused.
      #expect(read != nil || !vector.schwifty, "\(vector.in)")
    }
    #expect(advisory == ["ES2121000418450200051331", "ES8931831500950001210562"])
    print("identifiers: \(vectors.count) of \(vectors.count) IBAN verdicts, 2 of them by advice")
  }

  /// A digit among the first four characters is valid by the standard and unknown in practice: accepted,
  /// with a word that it is unusual.
  @Test func bics() throws {
    let vectors = try Vectors.read("bic_vectors.json", as: [BICVector].self)
    #expect(vectors.count == 16)
    var unusual: [String] = []
    for vector in vectors {
      let read = try? BIC(vector.in)
      #expect((read?.isUsual ?? false) == vector.stdnum, "\(vector.in)")
      if let read, !read.isUsual { unusual.append(vector.in) }
    }
    #expect(unusual == ["1BCDGB2L"])
    print("identifiers: \(vectors.count) of \(vectors.count) BIC verdicts, 1 of them by advice")
  }

  /// Codes that are not in the directory of today were right in their time: only the shape is judged.
  ///
  /// That
  /// each verdict on a code of the right shape follows from the directory and from nothing else is shown
  /// with the directory itself.
  @Test func ifscs() throws {
    let groups = try Vectors.read(
      "ifsc_validator_asserts.json", as: [String: [String: Bool]].self)
    let directory = try Vectors.directory()
    #expect(directory.count == 260)
    var (valid, listed, advisory) = (0, 0, 0)
    for (code, isValid) in groups.values.flatMap({ $0 }) {
      let read = try? IFSC(code)
      let isListed = read.map { directory[$0.bank]?.contains($0.code.dropFirst(5)) ?? false }
      #expect((isListed ?? false) == isValid, "\(code)")
      #expect(read?.code == code || !isValid, "\(code)")
      valid += read == nil ? 0 : 1
      listed += isValid ? 1 : 0
      advisory += read != nil && !isValid ? 1 : 0
    }
    #expect(groups.values.reduce(0) { $0 + $1.count } == 617 && listed == 188)
    #expect(valid == 617 && advisory == 429)
    print("identifiers: 617 of 617 IFSC verdicts, \(advisory) of them by the directory of today")
  }

  /// The modulus check is advice that needs a table, which is not part of the program; what it judges is
  /// read whatever its verdict.
  @Test func sortCodes() throws {
    let vectors = try Vectors.read("uk_modulus_vectors.json", as: ModulusVectors.self)
    #expect(vectors.valid.count == 26 && vectors.invalid.count == 8)
    for pair in vectors.valid + vectors.invalid {
      let read = try SortCodeAccount(sortCode: pair[0], account: pair[1], country: .unitedKingdom)
      #expect(read.key.description == "gb:\(pair[0])/\(pair[1])")
    }
  }
}

private enum Vectors {
  static let folder = SharedData.url("csv/ids")

  /// The branches of each Indian bank in the directory of today, by the last six characters of their codes.
  static func directory() throws -> [String: Set<Substring>] {
    let run = try Program.launch(
      "/usr/bin/env", ["xz", "-dc", folder.appending(path: "IFSC.json.xz").path])
    return try JSONDecoder().decode([String: [Branch]].self, from: Data(run.output.utf8))
      .mapValues { Set($0.map { Substring($0.code) }) }
  }

  /// A branch, of which the directory writes digits as a number without the zeros before it.
  private struct Branch: Decodable {
    let code: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let number = try? value.decode(Int.self) {
        let digits = String(number)
        code = String(repeating: "0", count: 6 - digits.count) + digits
      } else {
        code = try value.decode(String.self)
      }
    }
  }

  static func read<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: name)))
  }
}
