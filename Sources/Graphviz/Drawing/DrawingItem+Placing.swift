extension DrawingItem {
  /// The same, made larger or smaller about the origin and moved from there.
  public func placed(at place: DrawingPoint, scale: Double = 1) -> DrawingItem {
    func point(_ old: DrawingPoint) -> DrawingPoint {
      DrawingPoint(place.x + old.x * scale, place.y + old.y * scale)
    }
    switch self {
    case .text(var text):
      text.place = point(text.place)
      text.size *= scale
      return .text(text)
    case .group(var group):
      group.items = group.items.map { $0.placed(at: place, scale: scale) }
      return .group(group)
    case .shape(var shape):
      shape.strokeWidth *= scale
      shape.dashes = shape.dashes.map { $0 * scale }
      switch shape.outline {
      case .box(let corner, let width, let height):
        shape.outline = .box(point(corner), width: width * scale, height: height * scale)
      case .ellipse(let center, let width, let height):
        shape.outline = .ellipse(point(center), width: width * scale, height: height * scale)
      case .path(let steps):
        shape.outline = .path(
          steps.map { step in
            switch step {
            case .move(let place): .move(point(place))
            case .line(let place): .line(point(place))
            case .curve(let first, let second, let end):
              .curve(point(first), point(second), point(end))
            case .close: .close
            }
          })
      }
      return .shape(shape)
    }
  }
}
