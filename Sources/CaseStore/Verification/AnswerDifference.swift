internal import Foundation

/// The figures in which two answers differ, each by the account, claim and currency that it belongs to.
///
/// Answers are compared byte for byte; this says in words where they differ.
public struct AnswerDifference: Sendable {
  /// A figure that differs.
  public struct Figure: Hashable, Sendable {
    /// The thing that the figure belongs to, and its name: `sinks, account hub: victims`.
    public let key: String
    /// The former value; nil where it did not stand there.
    public let was: String?
    /// The present value; nil where it stands there no longer.
    public let now: String?
  }

  /// The figures, in the order of their keys.
  public let figures: [Figure]

  /// True where everything of the former answer stands in the present one, and more beside it.
  public var onlyAdds: Bool { !figures.isEmpty && figures.allSatisfy { $0.was == nil } }

  /// Compares two answers in JSON; for bytes of another kind the only figure is their size.
  public init(from was: [UInt8], to now: [UInt8]) {
    guard let old = AnswerDifference.leaves(of: was), let new = AnswerDifference.leaves(of: now)
    else {
      figures =
        was == now
        ? []
        : [Figure(key: "bytes", was: "\(was.count) bytes", now: "\(now.count) bytes")]
      return
    }
    var found: [Figure] = []
    for key in Set(old.keys).union(new.keys).sorted(by: { Spelling($0) < Spelling($1) })
    where old[key] != new[key] {
      found.append(Figure(key: key, was: old[key], now: new[key]))
    }
    figures = found
  }

  /// The members by which the elements of a list are told apart, in this order.
  private static let identities = [
    "account", "victim", "claim", "payer", "beneficiary", "from", "to", "currency", "id", "code",
    "place", "file", "line", "time", "name",
  ]

  /// Returns the scalars of an answer, by the way that leads to them; nil where it is not JSON.
  private static func leaves(of bytes: [UInt8]) -> [String: String]? {
    guard let value = try? JSONSerialization.jsonObject(with: Data(bytes)) else { return nil }
    var leaves: [String: String] = [:]
    collect(value, at: "", into: &leaves)
    return leaves
  }

  private static func collect(_ value: Any, at key: String, into leaves: inout [String: String]) {
    switch value {
    case let object as [String: Any]:
      for (name, member) in object {
        collect(member, at: key.isEmpty ? name : "\(key): \(name)", into: &leaves)
      }
    case let list as [Any]:
      var seen: [String: Int] = [:]
      for element in list {
        let identity = identity(of: element)
        let count = (seen[identity] ?? 0) + 1
        seen[identity] = count
        collect(
          element,
          at: "\(key) \(identity)" + (count > 1 ? " (\(count))" : ""), into: &leaves)
      }
    default: leaves[key] = "\(value)"
    }
  }

  private static func identity(of element: Any) -> String {
    guard let object = element as? [String: Any] else { return "" }
    return identities.compactMap { name in
      switch object[name] {
      case let text as String: "\(name) \(text)"
      case let number as NSNumber: "\(name) \(number)"
      default: nil
      }
    }.joined(separator: ", ")
  }

  // MARK: Parts of answers

  /// Returns the notes of an answer in JSON.
  public static func notes(of bytes: [UInt8]) -> [(code: String, text: String)] {
    let answer = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    return (answer?["notes"] as? [[String: Any]] ?? []).map {
      ($0["code"] as? String ?? "", $0["text"] as? String ?? "")
    }
  }

  /// Returns the shared accounts of an answer to `sinks` in JSON, each with its figures in words.
  public static func sinks(of bytes: [UInt8]) -> [(account: String, figures: String)] {
    let answer = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    return (answer?["sinks"] as? [[String: Any]] ?? []).map { sink in
      let received = (sink["received"] as? [[String: Any]] ?? []).map {
        "\($0["currency"] as? String ?? "") \($0["amount"] as? String ?? "")"
      }.joined(separator: " + ")
      let victims = (sink["victims"] as? NSNumber)?.intValue ?? 0
      return (
        sink["account"] as? String ?? "",
        "\(victims) victims, received \(received), grade \(sink["grade"] as? String ?? "")"
      )
    }
  }
}
