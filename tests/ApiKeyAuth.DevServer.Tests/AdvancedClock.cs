using System.Net.Http.Headers;
using System.Text;

namespace ApiKeyAuth.DevServer.Tests;

/// <summary>The clock of a program, which is advanced over its control endpoint.</summary>
internal sealed class AdvancedClock(HttpClient client, string rootKey) : TimeProvider
{
    private TimeSpan _shift;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;

    public void Advance(TimeSpan by)
    {
        if (by == TimeSpan.Zero)
        {
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/control/clock")
        {
            Content = new StringContent($$"""{"advanceMs":{{(long)by.TotalMilliseconds}}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", rootKey);
        using var response = client.Send(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        _shift += by;
    }

    /// <summary>A window of an hour must not end within a scenario.</summary>
    public void MoveWellInsideAnHour()
    {
        var intoTheHour = new TimeSpan(GetUtcNow().TimeOfDay.Ticks % TimeSpan.TicksPerHour);
        if (intoTheHour > TimeSpan.FromMinutes(30))
        {
            Advance(TimeSpan.FromHours(1) - intoTheHour);
        }
    }
}
