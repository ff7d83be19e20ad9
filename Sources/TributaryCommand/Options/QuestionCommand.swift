internal import ArgumentParser
internal import Ingest
internal import Inquiries
internal import PaymentGraph

/// A command that asks one question.
protocol AskingCommand: ParsableCommand {
  var input: InputOptions { get }

  /// Returns the question that the options spell.
  func inquiry(_ files: SelectorFiles) throws -> Inquiry
}

/// A command that prints the answer to its question.
protocol QuestionCommand: AskingCommand {
  var output: FormatOption { get }
}

/// The treatment of files with accounts, `@FILE`, which may be readable only once.
enum SelectorFiles {
  /// Reads them: the question is asked.
  case read
  /// Takes their names for their contents: only other options are examined.
  case named
}

extension AskingCommand {
  /// Refuses options that contradict each other.
  ///
  /// An option that cannot be read is reported when the question is asked.
  func validate() throws {
    let question: Inquiry
    do {
      question = try inquiry(.named)
    } catch let error as ValidationError {
      throw error
    } catch {
      return
    }
    try InquiryFailure.rethrowing(question.check)
  }
}

extension QuestionCommand {
  mutating func run() throws {
    let intake = try input.load()
    let answer = try inquiry(.read).answered(by: input.basis(intake))
    Console.write(output.written { answer.text($0, style: $1) })
    try input.end(intake)
  }
}

extension Inquiry {
  /// Answers the question, with progress on standard error.
  func answered(by basis: Basis) throws -> InquiryAnswer {
    defer { Progress.clear() }
    return try InquiryFailure.rethrowing { () throws(InquiryError) in
      try answer(in: basis, onSearches: { Progress.show(searches: $0, of: $1) })
    }
  }
}

extension InputOptions {
  /// Returns the material of questions: the loaded case, and the files from which it was loaded.
  func basis(_ intake: Intake) -> Basis {
    var basis = Basis(intake)
    if let context = CaseContext.current { basis.view = context.leavingOut(basis.view) }
    basis.spelling = { AccountSpelling.canonical($0) }
    basis.keptCells = { [self] citations in try reader().keptCells(of: citations) }
    return basis
  }
}

/// The failures of questions as those of commands.
enum InquiryFailure {
  /// Does some work; what is wrong with the options is wrong usage, everything else a failure of the command.
  static func rethrowing<Result>(_ work: () throws(InquiryError) -> Result) throws -> Result {
    do throws(InquiryError) {
      return try work()
    } catch {
      switch error {
      case .contradiction(let words): throw ValidationError(words)
      case .evidence(let error as IngestError): throw CommandFailure(error)
      case .evidence(let error): throw error
      default: throw CommandFailure(error.description)
      }
    }
  }
}
