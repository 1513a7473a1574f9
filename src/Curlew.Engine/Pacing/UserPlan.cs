using Curlew.Domain.Definitions.Load;

namespace Curlew.Engine.Pacing;

/// <summary>
/// When each virtual user of a closed load is to be there: a pure function. User k (from 0) is there while the load's
/// number of users is greater than k, so that the number of users there is that number, rounded up.
/// </summary>
internal sealed class UserPlan(ClosedLoad load)
{
    private readonly LoadCurve _users = new(load.Stages);

    /// <summary>When the plan ends, as time since its beginning; <see cref="long.MaxValue"/> where it has no end.</summary>
    internal long End => _users.End;

    /// <summary>Whether a user is to be there at a moment, given as time since the beginning.</summary>
    internal bool IsThere(int user, long elapsed) => NextThere(user, elapsed) == elapsed;

    /// <summary>
    /// The first moment from <paramref name="elapsed"/> on at which a user is to be there; <see cref="long.MaxValue"/> where
    /// there is none any more.
    /// </summary>
    internal long NextThere(int user, long elapsed)
    {
        foreach (var piece in _users.Pieces)
        {
            if (piece.End <= elapsed)
                continue;
            var from = Math.Max(elapsed, piece.Start);
            if (piece.At(from) > user)
                return from;
            if (piece.To <= user)
                continue;

            // The line crosses the user's number within the piece; the tick after that is above it.
            var crossing = piece.Start + (long)(piece.Length * ((user - piece.From) / (piece.To - piece.From))) + 1;
            if (crossing < piece.End)
                return Math.Max(from, crossing);
        }

        return long.MaxValue;
    }
}
