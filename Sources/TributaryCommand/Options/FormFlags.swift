internal import ArgumentParser
internal import Ingest

/// The meaning of `--dates`, `--decimal`, `--zone` and `--reversals`, for all files and for single ones.
struct FormFlags {
  /// The forms that hold for all files.
  private(set) var all = StatedForms()
  /// The forms that hold for single files, by path or name.
  private(set) var files: [String: StatedForms] = [:]
  /// The files that flags name, in the order of the command line.
  private(set) var named: [(flag: String, file: String)] = []

  init(
    dates: [String], decimal: [String], zone: [String], reversals: [String],
    customCodes: [String] = []
  ) throws {
    for text in customCodes {
      let parts = text.split(separator: "=" as Character).map(String.init)
      guard parts.count == 2, parts[0].utf8.count == 3, Int(parts[0]) != nil,
        ["credit", "debit"].contains(parts[1])
      else {
        throw ValidationError(
          "--custom-codes takes CODE=credit or CODE=debit with a code of three digits, not \"\(text)\""
        )
      }
      let isCredit = parts[1] == "credit"
      guard all.customCodes[parts[0]] == nil || all.customCodes[parts[0]] == isCredit else {
        throw ValidationError("--custom-codes is given twice for \(parts[0])")
      }
      all.customCodes[parts[0]] = isCredit
    }
    for text in dates {
      try note("--dates", text: text, kinds: "dmy, mdy, ymd or excel") { forms, word in
        if word == "excel" {
          forms.readsDayNumbers = true
          return true
        }
        guard let order = ColumnMapping.DateOrder(rawValue: word) else { return false }
        guard forms.dates == nil || forms.dates == order else { return nil }
        forms.dates = order
        return true
      }
    }
    for text in decimal {
      try note("--decimal", text: text, kinds: "point or comma") { forms, word in
        guard let mark = ColumnMapping.DecimalMark(rawValue: word) else { return false }
        guard forms.decimal == nil || forms.decimal == mark else { return nil }
        forms.decimal = mark
        return true
      }
    }
    for text in reversals {
      try note("--reversals", text: text, kinds: "booked or original") { forms, word in
        guard let direction = ReversalDirection(rawValue: word) else { return false }
        guard forms.reversals == nil || forms.reversals == direction else { return nil }
        forms.reversals = direction
        return true
      }
    }
    for text in zone {
      let kinds = "a place such as Europe/London, an offset such as +05:30, or UTC"
      try note("--zone", text: text, kinds: kinds) { forms, word in
        guard StatedForms.isZone(word) else { return false }
        guard forms.zone == nil || forms.zone == word else { return nil }
        forms.zone = word
        return true
      }
    }
  }

  /// Notes one flag; `set` returns false for a word that the flag does not take, and nil for one
  /// that contradicts another.
  private mutating func note(
    _ flag: String, text: String, kinds: String,
    set: (inout StatedForms, String) -> Bool?
  ) throws {
    var word = text[...]
    var file: String?
    // The last "=" divides, because a file may have one in its name, and no word has.
    if let sign = text.lastIndex(of: "=") {
      file = String(text[..<sign])
      word = text[text.index(after: sign)...]
    }
    var forms = file.map { files[$0] ?? StatedForms() } ?? all
    switch set(&forms, String(word)) {
    case true?: break
    case false?:
      throw ValidationError("\(flag) takes \(kinds), or FILE= with one of them, not \"\(text)\"")
    case nil:
      throw ValidationError("\(flag) is given twice \(file.map { "for \($0)" } ?? "for all files")")
    }
    if let file {
      files[file] = forms
      named.append((flag, file))
    } else {
      all = forms
    }
  }
}
