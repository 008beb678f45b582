using System.Runtime.CompilerServices;

namespace ApiKeyAuth.Client;

/// <summary>The rules of the service for numbers, durations, times and lists.</summary>
internal static class Rule
{
    public static void InRange(
        long? value, long min, long max = long.MaxValue, ArgumentPath at = default, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < min || value > max)
        {
            throw new ArgumentOutOfRangeException(at.Of(name), $"The number must be {InWords(min, max)}.");
        }
    }

    public static void Milliseconds(
        TimeSpan? value, long min, long max = long.MaxValue, ArgumentPath at = default, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        var sent = value?.Ticks / TimeSpan.TicksPerMillisecond;
        if (sent < min || sent > max || value < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(at.Of(name), $"The duration must be {InWords(min, max)} milliseconds.");
        }
    }

    public static void CountIfAny<T>(
        IReadOnlyCollection<T>? list, int max, ArgumentPath at = default, [CallerArgumentExpression(nameof(list))] string name = "", int min = 0)
    {
        if (list?.Count < min || list?.Count > max)
        {
            throw new ArgumentException($"The list must have {InWords(min, max == int.MaxValue ? long.MaxValue : max)} items.", at.Of(name));
        }
    }

    /// <summary>Of a repeated name the service takes the last or fails, as the call may be.</summary>
    public static void Distinct<T>(
        IReadOnlyList<T>? list, Func<T, string> nameOf, StringComparer comparer, ArgumentPath at = default,
        [CallerArgumentExpression(nameof(list))] string name = "")
    {
        if (list is not { Count: > 1 })
        {
            return;
        }

        var seen = new HashSet<string>(comparer);
        for (var i = 0; i < list.Count; i++)
        {
            if (!seen.Add(nameOf(list[i])))
            {
                throw new ArgumentException("The name must not be repeated in the list.", at.At(name, i).ToString());
            }
        }
    }

    public static T Required<T>(T? value, ArgumentPath at = default, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : class =>
        value ?? throw new ArgumentNullException(at.Of(name), "The value is required.");

    private static string InWords(long min, long max) => max == long.MaxValue ? $"{min} or more" : $"{min} to {max}";
}
