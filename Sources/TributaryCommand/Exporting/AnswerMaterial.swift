internal import ArgumentParser
internal import CaseStore
internal import Exchange
internal import Foundation
internal import FundTracing
internal import Inquiries
internal import PaymentGraph
internal import Reports

/// The transfers of a question as the material of an export.
struct AnswerMaterial {
  private let basis: Basis
  /// True where the tables of the answer are wanted.
  private let hasSchedules: Bool

  init(_ basis: Basis, hasSchedules: Bool) {
    self.basis = basis
    self.hasSchedules = hasSchedules
  }

  /// Returns the material of a question in words, or of all transfers in scope.
  func material(of words: String?, in scope: ScopeOptions) throws -> ExportMaterial {
    guard let words else {
      var question = Inquiry.Transfers()
      question.scope = try scope.choice(.read)
      guard case .transfers(let view, _) = try Inquiry.transfers(question).answered(by: basis)
      else { return ExportMaterial(basis.view) }
      return ExportMaterial(view)
    }
    let inquiry = try inquiry(words)
    var material = try material(inquiry, words: words)
    material.question = inquiry.arguments.joined(separator: " ")
    return material
  }

  private func inquiry(_ text: String) throws -> Inquiry {
    let words = try QuestionWords.divided(text)
    let whole: [String]
    if let context = CaseContext.current {
      whole = try CaseAsker(context: context).expanded(words)
    } else {
      // Parsed with a file, the words say which question they are; nothing is read.
      whole = words + (words.contains("--") ? ["-"] : ["--", "-"])
    }
    guard let command = try Tributary.parseAsRoot(whole) as? any AskingCommand else {
      throw CommandFailure("--of: \"\(words.first ?? "")\" asks no question", status: .wrongUsage)
    }
    return try command.inquiry(.read)
  }

  private func material(_ inquiry: Inquiry, words: String) throws -> ExportMaterial {
    let answer = try inquiry.answered(by: basis)
    do {
      var material = try material(answer, of: inquiry, words: words)
      if hasSchedules { material.schedules = schedules(of: answer, named: inquiry.name) }
      return material
    } catch let error as FundTracingError {
      throw CommandFailure(error)
    }
  }

  private func material(
    _ answer: InquiryAnswer, of inquiry: Inquiry, words: String
  ) throws -> ExportMaterial {
    switch answer {
    case .sinks(let sinks, _):
      guard case .sinks(let question) = inquiry else { break }
      let sources = try InquiryFailure.rethrowing { () throws(InquiryError) in
        try question.victims.sources(in: sinks.scope, of: basis)
      }
      return selected(sinks.scope, try ExportSelection(sinks, of: sources))
    case .reach(let reach, _): return selected(reach.scope, ExportSelection(reach))
    case .origins(let origins, _): return selected(origins.scope, ExportSelection(origins))
    case .path(let path): return selected(path.scope, ExportSelection(path))
    case .tracing(let tracing, _, _, _, _):
      return selected(tracing.scope, ExportSelection(tracing))
    case .links(let matches, let grade, _, _):
      return selected(matches.scope, ExportSelection(matches, minimumGrade: grade))
    case .transfers(let view, _): return ExportMaterial(view)
    case .accounts(let accounts, _, let view, _):
      let wanted = Set(accounts)
      let between = view.ledger.transfers.lazy.filter {
        view.contains($0.id) && (wanted.contains($0.payer.id) || wanted.contains($0.beneficiary.id))
      }.map(\.id)
      let figures = Dictionary(uniqueKeysWithValues: accounts.map { ($0, AccountFigures()) })
      return selected(view, ExportSelection(transfers: Array(between), accounts: figures))
    case .sums, .comparison, .linksOfTransfer, .link, .explanation, .figure, .patterns,
      .patternRow, .compromise, .compromiseEvidence, .parties, .picture, .connection:
      break
    }
    throw CommandFailure(
      "--of takes sinks, reach, path, trace, match, transfers or accounts, not \"\(words)\"",
      status: .wrongUsage)
  }

  /// Returns the tables of an answer as CSV has them; of a trace all its schedules.
  private func schedules(of answer: InquiryAnswer, named name: String) -> [ExportSchedule] {
    guard case .tracing(let tracing, let chosen, let bounds, let grades, let missing) = answer
    else {
      return [ExportSchedule(name: name, rows: CSVText.rows { answer.text(.csv) })]
    }
    // The schedule that is asked for comes first.
    let kinds = [chosen] + TraceReport.Schedule.allCases.filter { $0 != chosen }
    return kinds.map { kind in
      let one = InquiryAnswer.tracing(
        tracing, schedule: kind, bounds: bounds, grades: grades, missing: missing)
      return ExportSchedule(
        name: "\(name) \(kind.rawValue)", rows: CSVText.rows { one.text(.csv) })
    }.filter { !$0.rows.isEmpty }
  }

  private func selected(_ view: LedgerView, _ selection: ExportSelection) -> ExportMaterial {
    var material = ExportMaterial(view)
    material.selection = selection
    return material
  }
}

extension ExportSchedule {
  /// Creates a schedule of rows, of which the first has the heads.
  init(name: String, rows: [[CSVText.Cell]]) {
    func text(_ cell: CSVText.Cell) -> String {
      switch cell {
      case .text(let text), .value(let text): text
      }
    }
    self.init(
      name: name, heads: (rows.first ?? []).map(text),
      rows: rows.dropFirst().map { row in
        row.map { cell in
          switch cell {
          case .text(let text): .text(text)
          case .value(let value): .value(value)
          }
        }
      })
  }
}

/// The words of a question within one argument: blanks divide them, quotes hold them together.
enum QuestionWords {
  /// Divides a text.
  static func divided(_ text: String) throws(CommandFailure) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    var (isWord, isEscaped) = (false, false)
    var quote: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if isEscaped {
        word.append(scalar)
        isEscaped = false
      } else if let open = quote {
        if scalar == open { quote = nil } else { word.append(scalar) }
      } else if scalar == "\\" {
        (isWord, isEscaped) = (true, true)
      } else if scalar == "\"" || scalar == "'" {
        (isWord, quote) = (true, scalar)
      } else if scalar == " " || scalar == "\n" || scalar == "\t" {
        if isWord { words.append(String(word)) }
        (word, isWord) = (String.UnicodeScalarView(), false)
      } else {
        word.append(scalar)
        isWord = true
      }
    }
    guard quote == nil else {
      throw CommandFailure("--of: a quote in \"\(text)\" is not closed", status: .wrongUsage)
    }
    if isWord { words.append(String(word)) }
    guard words.first != nil else {
      throw CommandFailure("--of takes a question, such as sinks", status: .wrongUsage)
    }
    return words
  }
}

/// The secret from which masked names are made.
enum MaskSecret {
  /// Reads a file that must not be empty.
  static func bytes(_ path: String) throws(CommandFailure) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else {
      throw CommandFailure("\(path) cannot be read, or is empty")
    }
    return Array(data)
  }
}
