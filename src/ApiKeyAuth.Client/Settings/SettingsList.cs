using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ApiKeyAuth.Client;

/// <summary>Reads settings of several texts. An empty array of a JSON file arrives as an empty text, beside the items of other sources.</summary>
internal sealed class SettingsList(IConfigurationRoot? configuration, List<string> errors)
{
    /// <summary>The texts of an array, or one text. Null: not set.</summary>
    public IList<string>? Texts(IConfigurationSection setting)
    {
        var items = setting.GetChildren().ToArray();
        if (setting.Value is { } whole && (items.Length == 0 || !HasLaterItems(setting.Path)))
        {
            if (whole.Length > 0)
            {
                return [whole];
            }

            CheckEmpty(setting, items);
            return [];
        }

        if (items.Length == 0)
        {
            return null;
        }

        errors.AddRange(items
            .Where(item => !int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(item => $"{item.Path} is not an item of a list. Number items from 0."));
        return [.. TextsOf(items).Select(item => item.Value!)];
    }

    /// <summary>The texts of an object by name. Null: not set.</summary>
    public IDictionary<string, string>? Map(IConfigurationSection setting)
    {
        var items = setting.GetChildren().ToArray();
        if (setting.Value is { Length: > 0 })
        {
            errors.Add($"{setting.Path} is one text. Set a section of names and texts.");
        }
        else if (setting.Value is not null && (items.Length == 0 || !HasLaterItems(setting.Path)))
        {
            CheckEmpty(setting, items);
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }

        if (items.Length > 0 && items.Select(item => item.Key).Order(StringComparer.Ordinal).SequenceEqual(
            Enumerable.Range(0, items.Length).Select(i => i.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal)))
        {
            errors.Add($"{setting.Path} is a list. Set a section of names and texts.");
            return null;
        }

        return items.Length == 0 ? null : TextsOf(items).ToDictionary(item => item.Key, item => item.Value!, StringComparer.Ordinal);
    }

    private void CheckEmpty(IConfigurationSection setting, IConfigurationSection[] items)
    {
        if (items.Length > 0)
        {
            errors.Add(
                $"{setting.Path} is empty in one configuration source and has items of an earlier one. "
                + "Sources are merged item by item: remove the earlier items, or empty the list by code.");
        }
    }

    private List<IConfigurationSection> TextsOf(IConfigurationSection[] items)
    {
        var texts = new List<IConfigurationSection>();
        foreach (var item in items)
        {
            if (item.GetChildren().Any())
            {
                errors.Add($"{item.Path} is a section or a list. Set one text.");
            }
            else if (string.IsNullOrEmpty(item.Value))
            {
                errors.Add($"{item.Path} is empty. Set one text.");
            }
            else
            {
                texts.Add(item);
            }
        }

        return texts;
    }

    /// <summary>Whether items come from the same source as the whole value or from a later one, so that they are what was set last.</summary>
    private bool HasLaterItems(string path)
    {
        foreach (var source in configuration?.Providers.Reverse() ?? [])
        {
            if (source.GetChildKeys([], path).Any())
            {
                return true;
            }

            if (source.TryGet(path, out var value) && value is not null)
            {
                return false;
            }
        }

        return false;
    }
}
