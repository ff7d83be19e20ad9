internal import FundTracing

/// The question for `explain`: the walks to an account, the lots of a figure, or a link.
enum ExplainQuestion {
  case sink(SelectorText)
  case figure(SelectorText, TracingMethod)
  case link(LinkIDs)
}
