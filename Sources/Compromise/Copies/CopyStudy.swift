internal import PaymentGraph

/// The times at which a list can have been copied, and the effect of a payment to it.
struct CopyStudy {
  private let question: CompromiseQuestion
  private let list: Int
  private let answers: [Bool?]

  init(_ question: CompromiseQuestion, list: Int, answers: [Bool?]) {
    self.question = question
    self.list = list
    self.answers = answers
  }

  func add(to row: inout CompromiseAnswer.ListRow) {
    let victims = question.people.victims
    let first = question.exposure.firstPayments(list)
    let intervals = victims.indices.compactMap { victim -> CopyInterval? in
      guard answers[victim] == true, let payment = first.victims[victim],
        let contacted = victims[victim].contacted
      else { return nil }
      return CopyInterval(firstPayment: payment, contacted: contacted)
    }
    let moments = CopyMoments(intervals)
    row.copies = moments.copies.map(CopyStudy.copy)
    row.most = moments.most.map(CopyStudy.copy)
    let known = victims.indices.compactMap { victim -> CopyProfile.Victim? in
      guard answers[victim] != nil, let contacted = victims[victim].contacted else { return nil }
      return CopyProfile.Victim(
        firstPayment: answers[victim] == true ? first.victims[victim] : nil, contacted: contacted)
    }
    if !intervals.isEmpty, first.others.contains(where: { $0 != nil }) {
      row.possible = CopyProfile(known, reference: first.others).possible
      if let copied = question.lists.lists[list].copied {
        row.copyDateContradicted = !row.possible.contains { $0.overlaps(copied) }
      }
    }
    if !question.lists.lists[list].accounts.isEmpty {
      let doses = question.exposure.doses(list, question.exposure.masks(question.strata))
      let comparison = DoseComparison(victims: doses.victims, reference: doses.others)
      row.dose = CompromiseAnswer.Dose(
        words: comparison.dose.rawValue, log10Ratio: comparison.log10Ratio)
    }
  }

  private static func copy(_ moment: CopyMoments.Moment) -> CompromiseAnswer.Copy {
    CompromiseAnswer.Copy(
      earliest: moment.earliest, before: moment.before, victims: moment.victims)
  }
}
