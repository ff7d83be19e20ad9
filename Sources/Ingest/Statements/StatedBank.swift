/// The Indian bank that the lines before a header name, beside the bank of the profile that reads the file.
///
/// Several banks run the same software and write the same header, so the header alone shows no bank. A branch code
/// (IFSC) in the file does.
enum StatedBank: Equatable {
  /// The lines name no bank, or that of the profile.
  case ofProfile
  /// A branch code is that of another bank, whose four letters and line these are.
  case other(String, line: Int)
  /// The lines name another bank, without its code.
  case unnamed

  /// - Parameter bank: the four letters of the profile's bank.
  /// - Parameter title: the title of the profile, which begins with the bank's name.
  init(_ preamble: [String], bank: String, title: String) {
    var codes: [(bank: String, line: Int)] = []
    for (number, line) in preamble.enumerated() where line.uppercased().contains("IFS") {
      let words = line.split { !$0.isLetter && !$0.isNumber }
      codes += words.compactMap { try? IFSC($0) }.map { ($0.bank, number + 1) }
    }
    if !codes.isEmpty {
      let others = Set(codes.map(\.bank))
      if others.contains(bank) {
        self = .ofProfile
      } else if others.count == 1 {
        self = .other(codes[0].bank, line: codes[0].line)
      } else {
        self = .unnamed
      }
      return
    }
    let own = StatedBank.words(of: title.prefix { $0 != "," })
    let named = preamble.compactMap(StatedBank.name)
    self = named.isEmpty || named.contains { own.isSubset(of: $0) } ? .ofProfile : .unnamed
  }

  /// Returns the words of a bank's name if a line is nothing else: `KARNATAKA BANK LTD`.
  private static func name(_ line: String) -> Set<String>? {
    var text = line[...]
    if let colon = line.firstIndex(of: ":") {
      guard words(of: line[..<colon]) == ["BANK", "NAME"] || words(of: line[..<colon]) == ["BANK"]
      else { return nil }
      text = line[line.index(after: colon)...]
    }
    guard !text.contains(where: \.isNumber) else { return nil }
    let all = text.uppercased().split { !$0.isLetter }.map(String.init)
    let named = all.filter { !["LTD", "LIMITED", "THE"].contains($0) }
    guard (2...5).contains(named.count),
      named.last == "BANK" || named.contains("BANK") && named.contains("OF"),
      !named.contains(where: { ["STATEMENT", "ACCOUNT", "YOUR", "BRANCH", "COPY"].contains($0) })
    else { return nil }
    return Set(named)
  }

  private static func words(of text: Substring) -> Set<String> {
    Set(
      text.uppercased().split { !$0.isLetter }.map(String.init).filter {
        $0 != "LTD" && $0 != "THE"
      })
  }
}
