/// The four letters of Indian banks, by the names and short forms that narrations print.
enum BankNames {
  /// Returns the four letters of a bank; nil where the text names no known bank.
  static func code(of text: some StringProtocol) -> String? {
    let words = text.uppercased().split { !$0.isLetter }.joined()
    guard words.utf8.count >= 3 else { return nil }
    if codes.contains(words) { return words }
    // "HDFC BANK LTD" continues after the name, "YES BANK LIMITE" and "STATE BAN" are cut.
    if let known = names.first(where: { words.hasPrefix($0.name) }) { return known.code }
    let cut = Set(names.filter { $0.name.hasPrefix(words) }.map(\.code))
    return cut.count == 1 ? cut.first : nil
  }

  private static let table: [(code: String, name: String)] = NarrationGrammars.list(
    PackageResources.indian_banks_txt
  ).compactMap { line in
    let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    return (parts[0], parts[1].uppercased().filter(\.isLetter))
  }
  private static let codes = Set(table.map(\.code))
  /// The names, longer ones first, so that "BANK OF INDIA" does not match a longer name that begins with it.
  private static let names = table.sorted {
    $0.name.count != $1.name.count ? $0.name.count > $1.name.count : $0.name < $1.name
  }
}
