internal import FundTracing
public import PaymentGraph

/// The answer on how the victims of a case were chosen, as far as the records say.
public struct CompromiseAnswer: Sendable {
  /// The victims of the question.
  public struct Victims: Sendable, Hashable {
    /// The victims, one for each holder.
    public let count: Int
    /// Those whose first contact is known.
    public let withContactDate: Int
    /// Those for whom the time of the first claimed payment stands for the contact.
    public let contactsFromPayments: Int
    /// The first and the last day of contact, in milliseconds since 1970; nil where none is known.
    public let contacts: ClosedRange<Int64>?
  }

  /// The persons with whom victims are compared.
  public struct Reference: Sendable, Hashable {
    /// The number of persons.
    public let persons: Int
    /// Their origin: `payers` of the ledger, `controls` of a persons file, or `stated` rates.
    public let source: String
    /// True where a coverage file states the statements of all of them.
    public let isComplete: Bool
    /// The number of strata.
    public let strata: Int
  }

  /// The limits of the share of contacts that came from a list.
  public struct Share: Sendable, Hashable {
    /// The mean.
    public let mean: Double
    /// The point of 2.5 per cent.
    public let low: Double
    /// The point of 97.5 per cent.
    public let high: Double
    /// The point of 95 per cent.
    public let atMost: Double
  }

  /// A stretch of time in which a copy of a list explains victims, half open, in milliseconds since 1970.
  public struct Copy: Sendable, Hashable {
    /// The first moment.
    public let earliest: Int64
    /// The first moment that is too late.
    public let before: Int64
    /// The victims that it explains.
    public let victims: Int
  }

  /// A victim who was on a list.
  public struct ExposedVictim: Sendable, Hashable {
    /// The victim.
    public let name: String
    /// The probability that the contact came from the list; nil where no share is known.
    public let probability: Double?
    /// The payments that show it.
    public let evidence: [TransferID]
    /// The row of the persons file that states it; nil where payments alone show it.
    public let citation: Citation?
  }

  /// The test of a list as the only source.
  public struct OnlySource: Sendable, Hashable {
    /// The victims who are known not to be on the list.
    public let notOnList: Int
    /// The victims of whom it is known.
    public let known: Int
    /// The chance of as many if one in fifty is an error of the records.
    public let p: Double
    /// True where the list was not the only source.
    public let isExcluded: Bool
  }

  /// The comparison of two leaks: one payment to a list suffices, or each adds to the risk.
  public struct Dose: Sendable, Hashable {
    /// `perPayment`, `anyPayment` or `cannotSay`.
    public let words: String
    /// The likelihood of the first over that of the second, in powers of ten.
    public let log10Ratio: Double
  }

  /// One list.
  public struct ListRow: Sendable {
    /// The name: the key of the account, where no file names the list.
    public let list: String
    /// The kind, as files state it.
    public let kind: String?
    /// The accounts whose payers are the list's customers.
    public let accounts: [AccountID]
    /// The victims who were on it before first contact.
    public let exposed: Int
    /// The victims of whom it is known.
    public let victims: Int
    /// The victims of whom it is not known.
    public let unknown: Int
    /// The others who were on it, as a mean over the victims' masks.
    public let referenceExposed: Double
    /// The others that can be compared.
    public let reference: Int
    /// True where the part of people on the list is stated instead of counted.
    public let isStatedRate: Bool
    /// The probability that a customer is seen as one in the statements that are held, by stratum.
    public let visibility: [Double]
    /// The lists by which persons were divided before this one was tested.
    public internal(set) var given: [String] = []
    /// The figures of the test; nil where nobody could be compared.
    public internal(set) var figures: Figures?
    /// The test of the list as the only source; nil where nobody is known not to be on it.
    public let onlySource: OnlySource?
    /// The lists that explain this one.
    public internal(set) var explainedBy: [String] = []
    /// The fewest copies of the list that explain the victims, for lists that are named.
    public internal(set) var copies: [Copy] = []
    /// The stretches in which one copy explains most victims.
    public internal(set) var most: [Copy] = []
    /// The stretches in which a single copy stays possible.
    public internal(set) var possible: [Range<Int64>] = []
    /// True where the days on which the list is said to have been copied are none of ``possible``.
    public internal(set) var copyDateContradicted = false
    /// The comparison of "one payment suffices" and "each adds to the risk"; nil for lists that are not named.
    public internal(set) var dose: Dose?
    /// The verdict.
    public internal(set) var verdict: ListVerdict
    /// The reason why nothing can be said.
    public internal(set) var reason: ListReason?
    /// The victims who were on the list, by name.
    public internal(set) var victimsExposed: [ExposedVictim] = []
  }

  /// The figures of a list's test.
  public struct Figures: Sendable, Hashable {
    /// The number of victims on the list that chance would give.
    public let expected: Double
    /// The exact probability of as many or more.
    public let p: Double
    /// The same as a fraction, up to 60 victims.
    public let pExact: String?
    /// p corrected for all lists that could have been named.
    public let pAdjusted: Double
    /// The false discovery rate, for ranking.
    public let q: Double?
    /// The ratio of the victims' rate to that of all.
    public let lift: Double
    /// The lower 95 per cent limit of the ratio to the others' rate.
    public let liftLow: Double
    /// The Bayes factor against "not used", in powers of ten; nil where the list could not have been named.
    public let log10BayesFactor: Double?
    /// The probability of the list among those asked and none; nil where it depends on which statements are held.
    public internal(set) var posterior: Double?
    /// The share of contacts; nil where it depends on which statements are held.
    public internal(set) var share: Share?
    /// The number of victims from the list, with 95 per cent; nil where it depends on which statements are held.
    public internal(set) var fromList: ClosedRange<Int>?
    /// The number of victims on the list from which it would have been named.
    public let needs: Int?
    /// The smallest share that would have been found with 80 per cent power.
    public let detectableShare: Double?
    /// True where the list could have been named.
    public let isTestable: Bool
  }

  /// Two lists that both look used, each tested among people with the same answer for the other.
  public struct Pair: Sendable, Hashable {
    /// The first list.
    public let first: String
    /// The second list.
    public let second: String
    /// The p of the second given the first.
    public let secondGivenFirst: Double
    /// The p of the first given the second.
    public let firstGivenSecond: Double
  }

  /// One test of an order of calls.
  public struct OrderRow: Sendable, Hashable {
    /// The verdict on an order.
    public enum Verdict: String, Sendable, Hashable {
      /// The order shows in the contacts.
      case supported
      /// Numbers begin with their area: the records do not tell which of the two orders it was.
      case areaOrNumber
      /// The contacts do not show it.
      case cannotSay
    }

    /// The order: `alphabetical`, `number`, `position:LIST`, `since:LIST`.
    public let order: String
    /// The test.
    public let test: OrderTestKind
    /// The persons whose place and contact are known.
    public let persons: Int
    /// The inversions, callers or sum of steps.
    public let statistic: Int
    /// The fewest callers, for chains.
    public let callers: Int?
    /// The exact or seeded probability.
    public let p: Double
    /// The same as a fraction, where it is worked out.
    public let pExact: String?
    /// p corrected for all tests of orders and areas (Holm).
    public let pAdjusted: Double
    /// The verdict.
    public let verdict: Verdict
    /// True where no order of so few persons could have passed.
    public let isTooFew: Bool
  }

  /// The contacts along one order.
  public struct OrderedContacts: Sendable, Hashable {
    /// One contact.
    public struct Contact: Sendable, Hashable {
      /// The victim.
      public let victim: String
      /// The day, in milliseconds since 1970.
      public let day: Int64
      /// The place in the order, counted from 1 among the places of victims; equal places share a number.
      public let place: Int
    }

    /// The order: `alphabetical`, `number`, `position:LIST`, `since:LIST`.
    public let order: String
    /// The contacts, by day.
    public let contacts: [Contact]
  }

  /// The tests of areas.
  public struct Areas: Sendable {
    /// The test of one area called after the other.
    public struct Successive: Sendable, Hashable {
      /// The neighbours in time with the same area.
      public let same: Int
      /// The number that chance would give.
      public let expected: Double
      /// The persons whose area and contact are known.
      public let persons: Int
      /// The exact probability.
      public let p: Double
      /// The same as a fraction.
      public let pExact: String?
      /// p corrected for all tests of orders and areas.
      public let pAdjusted: Double
      /// `supported` or `cannotSay`.
      public let verdict: OrderRow.Verdict
    }

    /// One area.
    public struct Row: Sendable, Hashable {
      /// The code.
      public let area: String
      /// The victims in it.
      public let victims: Int
      /// The number that its size would give.
      public let expected: Double
      /// The exact probability.
      public let p: Double
      /// p corrected for all areas.
      public let pAdjusted: Double
    }

    /// The areas beside each other that stand out most.
    public struct Scan: Sendable, Hashable {
      /// The areas.
      public let areas: [String]
      /// The victims in them.
      public let victims: Int
      /// The number that their size would give.
      public let expected: Double
      /// The logarithm of the likelihood ratio.
      public let logLikelihoodRatio: Double
      /// The part of seeded draws with as great a ratio.
      public let p: Double
      /// p corrected for all tests of orders and areas.
      public let pAdjusted: Double
      /// The tail of a fitted Gumbel distribution, for display only.
      public let gumbel: Double?
    }

    /// The test of one area called after the other; nil where fewer than two areas are known.
    public let successive: Successive?
    /// The areas, by code; empty where no sizes are stated.
    public let concentration: [Row]
    /// The scan; nil where no sizes are stated.
    public let scan: Scan?
    /// True where victims live in some areas more often than people do.
    public let isConcentrated: Bool
  }

  /// The scope of the question.
  public let scope: LedgerView
  /// The parameters.
  public let settings: CompromiseSettings
  /// The victims.
  public let victims: Victims
  /// The persons with whom they are compared.
  public let reference: Reference
  /// The lists by verdict, then falling posterior, then name.
  public let lists: [ListRow]
  /// The probability that none of the lists asked was used; nil where no list could have been named.
  public let noList: Double?
  /// The lists that hold 95 per cent of the mass of all, most probable first.
  public let credibleSet: [String]
  /// The number of lists that were tested.
  public let tested: Int
  /// The number of them that could have been named.
  public let testable: Int
  /// The number of lists that p is corrected for.
  public let kappa: Int
  /// Pairs of lists that both look used.
  public let pairs: [Pair]
  /// The orders of calls, test by test.
  public let orders: [OrderRow]
  /// The contacts along each order that was tested.
  public let orderedContacts: [OrderedContacts]
  /// The areas; nil where none are known.
  public let areas: Areas?
  /// The facts that a reader must know beside the figures.
  public let notes: [CompromiseNote]

  /// The statements that every answer ends with, whatever its figures.
  public static let limits = [
    "association is no proof of a leak: a list behind the list (a shared marketing database, a parcel service) fits as well",
    "lists that nobody asked about are in no figure",
    "people who report differ from people who are called; only strata help",
    "people remember lists that they are asked about: ask victims and controls about all lists in the same words",
    "where data are thin the answer is that nothing can be said, and that is an answer",
  ]
}

/// A statement beside the figures of an answer.
public struct CompromiseNote: Sendable, Hashable {
  /// The name, which programs can look for: `reference-selected`.
  public let code: String
  /// The statement in one sentence.
  public let text: String
}
