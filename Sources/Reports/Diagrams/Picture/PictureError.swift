public import Graphviz

/// A reason why a diagram was not made.
public enum PictureError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The diagram would show a value that its mask hides.
  case leak(String)
  /// The diagram could not be drawn.
  case notDrawn(GraphvizError)
  /// There is nothing to draw in the requested way.
  case nothing(String)

  /// The cause and what to do, in one line.
  public var description: String {
    switch self {
    case .leak(let value):
      "nothing was written, because the drawing shows \"\(value)\", which --mask hides: "
        + "leave it out of the title, or choose another --mask"
    case .notDrawn(let error): error.description
    case .nothing(let reason): reason
    }
  }
}
