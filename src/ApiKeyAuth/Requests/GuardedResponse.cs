using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ApiKeyAuth;

/// <summary>
/// A response whose <c>Cache-Control</c> never allows more than <see cref="KeyedResponse.Narrow"/>, and that has no page for its status while
/// a problem will be written.
/// </summary>
internal sealed class GuardedResponse : IHttpResponseFeature
{
    private readonly IHttpResponseFeature _inner;
    private readonly ApiKeyVerificationFeature _request;
    private IHeaderDictionary _headers;

    public GuardedResponse(IHttpResponseFeature inner, ApiKeyVerificationFeature request)
    {
        (_inner, _request) = (inner, request);
        _headers = new GuardedHeaders(inner.Headers, Narrow);
    }

    public int StatusCode
    {
        get => _inner.StatusCode;
        set
        {
            _inner.StatusCode = value;
            _request.SuppressPage(value);
        }
    }

    public string? ReasonPhrase
    {
        get => _inner.ReasonPhrase;
        set => _inner.ReasonPhrase = value;
    }

    public IHeaderDictionary Headers
    {
        get => _headers;
        set => _headers = new GuardedHeaders(_inner.Headers = value, Narrow);
    }

#pragma warning disable CS0618 // The interface demands it.
    public Stream Body
    {
        get => _inner.Body;
        set => _inner.Body = value;
    }
#pragma warning restore CS0618

    public bool HasStarted => _inner.HasStarted;

    public void OnStarting(Func<object, Task> callback, object state) => _inner.OnStarting(callback, state);

    public void OnCompleted(Func<object, Task> callback, object state) => _inner.OnCompleted(callback, state);

    private StringValues Narrow(StringValues cacheControl) => KeyedResponse.Narrow(cacheControl, _inner, _request);

    private sealed class GuardedHeaders(IHeaderDictionary inner, Func<StringValues, StringValues> narrow) : IHeaderDictionary
    {
        public long? ContentLength
        {
            get => inner.ContentLength;
            set => inner.ContentLength = value;
        }

        public ICollection<string> Keys => inner.Keys;

        public ICollection<StringValues> Values => inner.Values;

        public int Count => inner.Count;

        public bool IsReadOnly => inner.IsReadOnly;

        [AllowNull]
        public StringValues this[string key]
        {
            get => inner[key];
            set => inner[key] = IsCacheControl(key) ? narrow(value) : value;
        }

        public void Add(string key, StringValues value) => Add(KeyValuePair.Create(key, value));

        public void Add(KeyValuePair<string, StringValues> item)
        {
            if (IsCacheControl(item.Key))
            {
                // The header may be here already because of the guard, which the app cannot know.
                this[item.Key] = StringValues.Concat(inner[item.Key], item.Value);
            }
            else
            {
                inner.Add(item);
            }
        }

        public void Clear()
        {
            inner.Clear();
            this[HeaderNames.CacheControl] = default;
        }

        public bool Remove(string key)
        {
            var isRemoved = inner.Remove(key);
            if (isRemoved && IsCacheControl(key))
            {
                this[key] = default;
            }

            return isRemoved;
        }

        public bool Remove(KeyValuePair<string, StringValues> item) => inner.Contains(item) && Remove(item.Key);

        public bool Contains(KeyValuePair<string, StringValues> item) => inner.Contains(item);

        public bool ContainsKey(string key) => inner.ContainsKey(key);

        public void CopyTo(KeyValuePair<string, StringValues>[] array, int arrayIndex) => inner.CopyTo(array, arrayIndex);

        public bool TryGetValue(string key, out StringValues value) => inner.TryGetValue(key, out value);

        public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => inner.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => inner.GetEnumerator();

        private static bool IsCacheControl(string name) => name.Equals(HeaderNames.CacheControl, StringComparison.OrdinalIgnoreCase);
    }
}
