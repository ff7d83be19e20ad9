import Foundation
import Testing

@testable import Ingest

/// The verdicts of other libraries, where `../shared` is at hand; else these tests are skipped.
@Suite(.enabled(if: Vectors.areThere, "skipped: there is no ../shared/data/csv/ids"))
struct IdentifierVectorTests {
  private struct IBANVector: Decodable {
    let `in`: String
    let stdnum: Bool
    let schwifty: Bool
  }

  private struct BICVector: Decodable {
    let `in`: String
    let stdnum: Bool
  }

  /// The two libraries differ on national check digits, dots and dashes: where they do, no verdict
  /// is right.
  @Test func ibans() throws {
    let vectors = try Vectors.read("iban_vectors.json", as: [IBANVector].self)
    var compared = 0
    for vector in vectors where vector.stdnum == vector.schwifty {
      #expect(((try? IBAN(vector.in)) != nil) == vector.stdnum, "\(vector.in)")
      compared += 1
    }
    #expect(compared == 432)
    print("identifiers: \(compared) of \(vectors.count) IBAN verdicts compared")
  }

  /// A digit among the first four characters is valid by the standard and unknown in practice.
  @Test func bics() throws {
    let vectors = try Vectors.read("bic_vectors.json", as: [BICVector].self)
    var compared = 0
    for vector in vectors {
      let read = try? BIC(vector.in)
      if let read, !read.isUsual { continue }
      #expect((read != nil) == vector.stdnum, "\(vector.in)")
      compared += 1
    }
    #expect(compared == 15)
    print("identifiers: \(compared) of \(vectors.count) BIC verdicts compared")
  }

  /// Codes that are not in the directory of today were right in their time: only the shape is judged, so
  /// the verdicts that need a directory are left out.
  @Test func ifscs() throws {
    let groups = try Vectors.read(
      "ifsc_validator_asserts.json", as: [String: [String: Bool]].self)
    var compared = 0
    for (code, isValid) in groups.values.flatMap({ $0 }) where isValid {
      #expect((try? IFSC(code)) != nil, "\(code)")
      compared += 1
    }
    #expect(compared == 188)
    print("identifiers: \(compared) of 617 IFSC verdicts compared; the others ask a directory")
  }
}

private enum Vectors {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/data/csv/ids")

  static var areThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

  static func read<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: name)))
  }
}
